import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import type { MyProduct } from './product.ts'

const COLUMNS =
  'id, version, name, description, tax_basis_points, status, product_variants(id, name, position), product_pictures(url, alt, position)'
/** More than a small brand has to choose from for one sale. */
const PRODUCTS_MAX = 500

const rowShape = z
  .object({
    id: z.uuid(),
    version: z.coerce.number().int(),
    name: z.string(),
    description: z.string(),
    tax_basis_points: z.number().int().nullable(),
    status: z.string(),
    product_variants: z.array(z.object({ id: z.uuid(), name: z.string(), position: z.number() })),
    product_pictures: z.array(z.object({ url: z.string(), alt: z.string(), position: z.number() })),
  })
  .transform(
    (row): MyProduct => ({
      id: row.id,
      version: row.version,
      name: row.name,
      description: row.description,
      taxBasisPoints: row.tax_basis_points,
      isArchived: row.status === 'archived',
      variants: row.product_variants
        .toSorted((a, b) => a.position - b.position)
        .map(({ id, name }) => ({ id, name })),
      pictures: row.product_pictures
        .toSorted((a, b) => a.position - b.position)
        .map(({ url, alt }) => ({ url, alt })),
    }),
  )

/** What a sale can be made of: the merchant's products by name, those that are not archived first. Throws when the database does not answer. */
export async function listProducts(merchantId: string): Promise<MyProduct[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('products')
    .select(COLUMNS)
    .eq('merchant_id', merchantId)
    .order('status')
    .order('name')
    .order('id')
    .limit(PRODUCTS_MAX)
  if (error) throw new Error(`The products could not be read: ${error.message}`)
  return z.array(rowShape).parse(data)
}

/** One product of the merchant, or null: another merchant's is null, too. */
export async function getProduct(merchantId: string, id: string): Promise<MyProduct | null> {
  if (!z.uuid().safeParse(id).success) return null
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('products')
    .select(COLUMNS)
    .eq('merchant_id', merchantId)
    .eq('id', id)
    .maybeSingle()
  if (error) throw new Error(`The product could not be read: ${error.message}`)
  return data ? rowShape.parse(data) : null
}

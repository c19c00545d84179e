import 'server-only'
import { getPublicSupabase } from '#lib/supabase/public.ts'
import { saleFrom } from './sale-rows.ts'
import type { SaleView } from './sale-view.ts'
import { getSnapshots } from './snapshot.ts'
import type { SaleSnapshot } from './watch-snapshot.ts'

const ITEM_COLUMNS =
  'id, position, price_cents, was_price_cents, currency, limit_per_shopper, product_variants!inner(name, position, products!inner(id, name, description, tax_basis_points, product_pictures(url, alt, position)))' as const
const SALE_COLUMNS =
  `id, slug, version, status, title, tagline, category, hero_url, hero_alt, opens_at, closes_at, currency, story, tax_name, tax_basis_points, hold_seconds, capture, shipping_cents, shipping_note, returns_note, merchants!sales_merchant_id_fkey!inner(name, story, logo_url, support_email), sale_items(${ITEM_COLUMNS})` as const

/** One announced sale with everything its page shows, or null. Throws when the database does not answer. */
export async function getSale(slug: string): Promise<SaleView | null> {
  const [{ data, error }, snapshot] = await Promise.all([
    getPublicSupabase().from('sales').select(SALE_COLUMNS).eq('slug', slug).maybeSingle(),
    readSnapshot(slug),
  ])
  if (error) throw new Error(`The sale could not be read: ${error.message}`)
  return data && snapshot ? saleFrom(data, snapshot) : null
}

/** The snapshot every phone gets, read in this process instead of over HTTP: one truth for the page and what keeps it fresh. */
async function readSnapshot(slug: string): Promise<SaleSnapshot | null> {
  const text = await getSnapshots().getSnapshot(slug)
  return text ? (JSON.parse(text.answer.body.toString()) as SaleSnapshot) : null
}

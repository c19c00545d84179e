import 'server-only'
import { z } from 'zod'
import { getDefaultAddress } from '#lib/addresses/queries.ts'
import { getLanguage } from '#lib/languages/request-language.ts'
import { getSale } from '#lib/sales/queries.ts'
import type { SaleView } from '#lib/sales/sale-view.ts'
import type { SaleSnapshot } from '#lib/sales/watch-snapshot.ts'
import { createServerSupabase } from '#lib/supabase/server.ts'
import type { SaleTax } from '#lib/tax/included-tax.ts'
import type { BagItem } from './bag.ts'
import { type Contact, contactFrom } from './contact.ts'
import { type Country, listCountries } from './countries.ts'

/** What the page of a bag is made of; what is in the bag, the phone asks for itself. Money in minor units. */
export type BagPage = {
  saleId: string
  saleSlug: string
  saleTitle: string
  currency: string
  shippingCents: number
  shippingNote: string
  tax: SaleTax
  holdSeconds: number
  /** Elements must be told what the intent will say, or Stripe refuses their token. */
  isCapturedAtShipping: boolean
  items: BagItem[]
  snapshot: SaleSnapshot
  /** The address kept as the default, else who this shopper said they were when they last ordered here; null for somebody new. */
  lastContact: Contact | null
  /** Where it can be sent to, named in the reader's language. */
  countries: Country[]
}

/** The bag's page of one announced sale, or null. Throws when the database does not answer. */
export async function getBagPage(saleSlug: string): Promise<BagPage | null> {
  const [sale, kept, lastOrder] = await Promise.all([
    getSale(saleSlug),
    getDefaultAddress(),
    getLastContact(),
  ])
  if (!sale) return null
  return {
    saleId: sale.id,
    saleSlug: sale.slug,
    saleTitle: sale.title,
    currency: sale.currency,
    shippingCents: sale.shippingCents,
    shippingNote: sale.shippingNote,
    tax: sale.tax,
    holdSeconds: sale.holdSeconds,
    isCapturedAtShipping: sale.isCapturedAtShipping,
    items: bagItemsOf(sale),
    snapshot: sale.snapshot,
    // A kept address is whole: its empty second line must not be filled from another one. Only the e-mail may come from there.
    lastContact: kept ? { ...kept, email: kept.email || (lastOrder?.email ?? '') } : lastOrder,
    countries: listCountries(await getLanguage()),
  }
}

function bagItemsOf(sale: SaleView): BagItem[] {
  return sale.products.flatMap((product) =>
    product.items.map((item) => ({
      id: item.id,
      productName: product.name,
      variantName: item.name,
      pictureUrl: product.picture?.url ?? null,
      priceCents: item.priceCents,
      wasPriceCents: item.wasPriceCents,
      limitPerShopper: item.limitPerShopper,
    })),
  )
}

const orderShape = z.object({
  email: z.string(),
  name: z.string(),
  address: z.record(z.string(), z.unknown()),
})

/** From the shopper's own last order: a merchant may read other people's orders too, so the shopper is asked for by id. */
async function getLastContact(): Promise<Contact | null> {
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (!session) return null
  const { data, error } = await supabase
    .from('orders')
    .select('email, name, address')
    .eq('shopper_id', session.claims.sub)
    .order('created_at', { ascending: false })
    .limit(1)
    .maybeSingle()
  if (error) throw new Error(`The last order could not be read: ${error.message}`)
  const order = orderShape.safeParse(data)
  return order.success ? contactFrom({ ...order.data.address, ...order.data }) : null
}

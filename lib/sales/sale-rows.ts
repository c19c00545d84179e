import type { ItemView, Picture, ProductView, SaleCardView, SaleView } from './sale-view.ts'
import type { SaleSnapshot } from './watch-snapshot.ts'

/** The rows as the Data API embeds them; written down here so that shaping them needs no client. */
export type PictureRow = { url: string; alt: string; position: number }
export type ItemRow = {
  id: string
  position: number
  price_cents: number
  was_price_cents: number | null
  currency: string
  limit_per_shopper: number
  product_variants: {
    name: string
    position: number
    products: {
      id: string
      name: string
      description: string
      tax_basis_points: number | null
      product_pictures: PictureRow[]
    }
  }
}
export type SaleCardRow = {
  id: string
  slug: string
  title: string
  tagline: string
  category: string
  hero_url: string | null
  hero_alt: string
  opens_at: string
  closes_at: string
  currency: string
  merchants: { name: string }
  sale_items: ItemRow[]
}
export type SaleRow = SaleCardRow & {
  version: number
  status: string
  story: string
  tax_name: string
  tax_basis_points: number
  hold_seconds: number
  capture: string
  shipping_cents: number
  shipping_note: string
  returns_note: string
  merchants: { name: string; story: string; logo_url: string | null; support_email: string }
}

export function saleCardFrom(row: SaleCardRow, snapshot: SaleSnapshot): SaleCardView {
  const cheapest = row.sale_items.toSorted((a, b) => a.price_cents - b.price_cents)[0]
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    tagline: row.tagline,
    category: row.category,
    merchantName: row.merchants.name,
    picture: salePicture(row),
    opensAtMs: Date.parse(row.opens_at),
    closesAtMs: Date.parse(row.closes_at),
    currency: row.currency,
    fromCents: cheapest?.price_cents ?? null,
    fromWasCents: cheapest?.was_price_cents ?? null,
    productNames: [...new Set(row.sale_items.map((item) => item.product_variants.products.name))],
    snapshot,
  }
}

export function saleFrom(row: SaleRow, snapshot: SaleSnapshot): SaleView {
  return {
    ...saleCardFrom(row, snapshot),
    version: row.version,
    isCancelled: row.status === 'cancelled',
    story: row.story,
    holdSeconds: row.hold_seconds,
    isCapturedAtShipping: row.capture === 'at_shipping',
    shippingCents: row.shipping_cents,
    shippingNote: row.shipping_note,
    returnsNote: row.returns_note,
    tax: {
      name: row.tax_name,
      basisPoints: row.tax_basis_points,
      byItem: Object.fromEntries(
        row.sale_items.flatMap(({ id, product_variants: { products } }) =>
          products.tax_basis_points === null ? [] : [[id, products.tax_basis_points]],
        ),
      ),
    },
    merchant: {
      name: row.merchants.name,
      story: row.merchants.story,
      logoUrl: row.merchants.logo_url,
      supportEmail: row.merchants.support_email,
    },
    products: productsFrom(row.sale_items),
  }
}

/** Items grouped by product, in the order the merchant gave them; a product stands where its first item does. */
export function productsFrom(rows: readonly ItemRow[]): ProductView[] {
  const products = new Map<string, ProductView & { items: ItemView[] }>()
  for (const row of rows.toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id))) {
    const { products: product, name } = row.product_variants
    const known = products.get(product.id)
    const item = itemFrom(row, name)
    if (known) known.items.push(item)
    else products.set(product.id, { ...productFrom(product), items: [item] })
  }
  return [...products.values()].map((product) =>
    product.items.length === 1 ? { ...product, items: product.items.map(withoutLoneName) } : product,
  )
}

function productFrom(product: ItemRow['product_variants']['products']): Omit<ProductView, 'items'> {
  return {
    id: product.id,
    name: product.name,
    description: product.description,
    picture: firstPicture(product.product_pictures),
  }
}

function itemFrom(row: ItemRow, name: string): ItemView {
  return {
    id: row.id,
    name,
    priceCents: row.price_cents,
    wasPriceCents: row.was_price_cents,
    currency: row.currency,
    limitPerShopper: row.limit_per_shopper,
  }
}

/** "One size" beside nothing to choose from tells nobody anything; the only colour of something still does. */
function withoutLoneName(item: ItemView): ItemView {
  return item.name === 'One size' ? { ...item, name: null } : item
}

function firstPicture(rows: readonly PictureRow[]): Picture | null {
  const first = rows.toSorted((a, b) => a.position - b.position)[0]
  return first ? { url: first.url, alt: first.alt } : null
}

/** The sale's own; one of a product stands in where there is none. */
function salePicture(row: SaleCardRow): Picture | null {
  if (row.hero_url) return { url: row.hero_url, alt: row.hero_alt }
  const first = row.sale_items.toSorted((a, b) => a.position - b.position)[0]
  return first ? firstPicture(first.product_variants.products.product_pictures) : null
}

import type { MyProduct } from '#lib/products/product.ts'
import type { ItemView, SaleView } from '#lib/sales/sale-view.ts'
import { contentOf, type SaleForm } from './sale-form.ts'

type Merchant = {
  name: string
  currency: string
  story: string
  logoUrl: string | null
  supportEmail: string
}

/** A draft as the shop's own components take a sale. What is missing is left open or stands in its place as a dash. */
export function previewSale(
  id: string,
  form: SaleForm,
  products: readonly MyProduct[],
  merchant: Merchant,
): SaleView {
  const content = contentOf(form, merchant.currency)
  const opensAtMs = Date.parse(content.opensAt ?? '') || 0
  const itemOf = (product: MyProduct): ItemView[] =>
    product.variants.flatMap((variant) => {
      const item = content.items.find(({ variantId }) => variantId === variant.id)
      if (!item) return []
      const isLone = product.variants.length === 1 && variant.name === 'One size'
      return [
        {
          id: variant.id,
          name: isLone ? null : variant.name,
          priceCents: item.priceCents ?? 0,
          wasPriceCents: item.wasPriceCents,
          currency: merchant.currency,
          limitPerShopper: item.limitPerShopper ?? 1,
        },
      ]
    })
  return {
    id,
    slug: 'preview',
    title: form.title.trim() || '—',
    tagline: form.tagline,
    category: form.category,
    merchantName: merchant.name,
    picture: form.heroUrl === null ? null : { url: form.heroUrl, alt: form.heroAlt },
    opensAtMs,
    closesAtMs: Date.parse(content.closesAt ?? '') || 0,
    currency: merchant.currency,
    fromCents: null,
    fromWasCents: null,
    productNames: [],
    snapshot: {
      sale: { id, slug: 'preview', opensAt: '', closesAt: '', phase: 'upcoming' },
      items: [],
      version: 0,
      now: 0,
    },
    version: 0,
    isCancelled: false,
    story: form.story,
    holdSeconds: content.holdSeconds ?? 300,
    isCapturedAtShipping: form.capture === 'at_shipping',
    shippingCents: content.shippingCents ?? 0,
    shippingNote: form.shippingNote,
    returnsNote: form.returnsNote,
    tax: { name: form.taxName, basisPoints: content.taxBasisPoints ?? 0, byItem: {} },
    merchant,
    products: products.flatMap((product) => {
      const items = itemOf(product)
      const { id: productId, name, description, pictures } = product
      return items.length > 0
        ? [{ id: productId, name, description, picture: pictures[0] ?? null, items }]
        : []
    }),
  }
}

import { Price } from '#components/ui/money.tsx'
import { ShopPicture } from '#components/ui/shop-picture.tsx'
import { useText } from '#lib/languages/text.ts'
import type { ItemView, ProductView } from '#lib/sales/sale-view.ts'

/** A product of the sale: its picture, what it is and its price. Drawn on the server, so that no phone loads code for it. */
export function ProductHead({ product }: { product: ProductView }) {
  const first = product.items[0]
  return (
    <div className="grid grow grid-cols-[36%_minmax(0,1fr)] lg:grid-cols-1 lg:grid-rows-[auto_1fr]">
      {product.picture ? (
        <ShopPicture
          url={product.picture.url}
          alt={product.picture.alt}
          sizes="(min-width: 64rem) 28vw, 36vw"
          width={400}
          height={400}
          loading="lazy"
          decoding="async"
          className="aspect-square w-full object-cover lg:aspect-[4/3]"
        />
      ) : (
        <span className="aspect-square bg-paper-sunk" />
      )}
      <div className="flex min-w-0 flex-col justify-between gap-2 p-3 sm:p-4">
        <div>
          <h3 className="poster text-[1.375rem] leading-[1.05]">
            <bdi>{product.name}</bdi>
          </h3>
          <p className="mt-1 line-clamp-3 text-note text-ink-soft sm:line-clamp-none lg:text-body">
            <bdi>{product.description}</bdi>
          </p>
        </div>
        {first ? <ProductPrice first={first} items={product.items} /> : null}
      </div>
    </div>
  )
}

function ProductPrice({ first, items }: { first: ItemView; items: readonly ItemView[] }) {
  const t = useText('sale')
  const lowest = items.reduce((low, item) => (item.priceCents < low.priceCents ? item : low), first)
  const limit = Math.max(...items.map((item) => item.limitPerShopper))
  return (
    <p className="flex flex-wrap items-baseline justify-between gap-x-3">
      <Price amountCents={lowest.priceCents} wasCents={lowest.wasPriceCents} currency={lowest.currency} />
      <span className="figures text-note text-ink-soft">{t('perPerson', { limit })}</span>
    </p>
  )
}

'use client'

import { Price } from '#components/ui/money.tsx'
import { useText } from '#lib/languages/text.ts'
import type { SalePhase } from '#lib/sales/phase.ts'
import type { ItemView, ProductView } from '#lib/sales/sale-view.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { ItemRow } from './item-row.tsx'

type Props = {
  products: readonly ProductView[]
  stock: readonly ItemSnapshot[]
  phase: SalePhase
  chosenId: string
  onChoose: (itemId: string) => void
}

/** One choice among everything in the sale: native radio buttons, so arrow keys and screen readers know what to do. */
export function ItemPicker({ products, stock, phase, chosenId, onChoose }: Props) {
  const t = useText('sale')
  return (
    <fieldset className="mt-5">
      <legend className="sr-only">{t('chooseOne')}</legend>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        {products.map((product) => (
          <ProductCard
            key={product.id}
            product={product}
            isChosen={product.items.some((item) => item.id === chosenId)}
          >
            {product.items.map((item) => {
              const itemStock = stock.find((each) => each.id === item.id)
              return itemStock ? (
                <ItemRow
                  key={item.id}
                  name={item.name}
                  productName={product.name}
                  stock={itemStock}
                  phase={phase}
                  isChosen={item.id === chosenId}
                  onChoose={() => onChoose(item.id)}
                />
              ) : null
            })}
          </ProductCard>
        ))}
      </div>
    </fieldset>
  )
}

type CardProps = { product: ProductView; isChosen: boolean; children: React.ReactNode }

function ProductCard({ product, isChosen, children }: CardProps) {
  const first = product.items[0]
  return (
    <article
      className={`relative flex flex-col overflow-hidden rounded-card bg-paper-raised outline-ink ${isChosen ? 'outline-[3px]' : 'outline outline-line'}`}
    >
      <div className="grid grow grid-cols-[36%_minmax(0,1fr)] lg:grid-cols-1 lg:grid-rows-[auto_1fr]">
        {product.picture ? (
          // biome-ignore lint/performance/noImgElement: drawings are SVG of a few kB, which next/image does not touch
          <img
            src={product.picture.url}
            alt={product.picture.alt}
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
      <div className="divide-y divide-line border-t border-line">{children}</div>
    </article>
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

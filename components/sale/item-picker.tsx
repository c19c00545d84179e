'use client'

import type { ReactNode } from 'react'
import { useText } from '#lib/languages/text.ts'
import type { SalePhase } from '#lib/sales/phase.ts'
import type { ProductView } from '#lib/sales/sale-view.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { ItemRow } from './item-row.tsx'

type Props = {
  products: readonly ProductView[]
  /** What stands above the choices of each product, by its id: drawn on the server, and nothing in it ever changes. */
  heads: Readonly<Record<string, ReactNode>>
  stock: readonly ItemSnapshot[]
  phase: SalePhase
  chosenId: string
  onChoose: (itemId: string) => void
}

/** One choice among everything in the sale: native radio buttons, so arrow keys and screen readers know what to do. */
export function ItemPicker({ products, heads, stock, phase, chosenId, onChoose }: Props) {
  const t = useText('sale')
  return (
    <fieldset className="mt-5">
      <legend className="sr-only">{t('chooseOne')}</legend>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        {products.map((product) => (
          <article
            key={product.id}
            className={`relative flex flex-col overflow-hidden rounded-card bg-paper-raised outline-ink ${product.items.some((item) => item.id === chosenId) ? 'outline-[3px]' : 'outline outline-line'}`}
          >
            {heads[product.id]}
            <div className="divide-y divide-line border-t border-line">
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
            </div>
          </article>
        ))}
      </div>
    </fieldset>
  )
}

'use client'

import { useText } from '#lib/languages/text.ts'
import type { SalePhase } from '#lib/sales/phase.ts'
import { stockWords } from '#lib/sales/stock-words.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { useWait } from '#lib/waits/use-wait.ts'
import { PublicStockStrip } from './stock-strip.tsx'
import { useMostSeen } from './use-most-seen.ts'

type Props = {
  /** The variant; null where the product has only one, and then the whole card is the target. */
  name: string | null
  productName: string
  stock: ItemSnapshot
  phase: SalePhase
  isChosen: boolean
  onChoose: () => void
}

export function ItemRow({ name, productName, stock, phase, isChosen, onChoose }: Props) {
  const wait = useWait(stock.id)
  const t = useText('sale')
  const stockText = useText('stock')
  const waitText = useText('waits')
  const inStock = stockWords(stock, phase, stockText)
  const words = wait?.kind === 'waiting' ? waitText('inLine', { words: inStock }) : inStock
  const seenFree = useMostSeen(stock)
  const isGone = stock.state === 'sold_out'
  return (
    <label
      id={`item-${stock.id}`}
      className={`grid min-h-14 grid-cols-[auto_minmax(0,1fr)_minmax(0,min(40%,13rem))] items-center gap-x-3 px-3 py-2 sm:px-4 ${name ? '' : 'after:absolute after:inset-0'}`}
    >
      <input
        type="radio"
        name="item"
        value={stock.id}
        checked={isChosen}
        onChange={onChoose}
        aria-label={t('itemWords', {
          name: name ? t('variantOf', { product: productName, variant: name }) : productName,
          words,
        })}
        className="relative z-10 size-6 shrink-0 appearance-none rounded-full border-2 border-ink checked:border-[7px]"
      />
      <span className="min-w-0 leading-tight">
        {name ? (
          <span className={`block font-semibold ${isGone ? 'line-through' : ''}`}>
            <bdi>{name}</bdi>
          </span>
        ) : null}
        <span
          key={words}
          className={`figures block text-note font-semibold ${stock.state === 'all_held' ? 'text-held-ink' : 'text-ink'}`}
        >
          {words}
        </span>
      </span>
      <PublicStockStrip item={stock} seenFree={seenFree} />
    </label>
  )
}

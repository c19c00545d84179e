'use client'

import { useRef } from 'react'
import type { SalePhase } from '#lib/sales/phase.ts'
import { stockWords } from '#lib/sales/stock-words.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { useWait } from '#lib/waits/use-wait.ts'
import { PublicStockStrip } from './stock-strip.tsx'

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
  const words = stockWords(stock, phase) + (wait?.kind === 'waiting' ? ', you are in line' : '')
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
        aria-label={`${productName}${name ? `, ${name}` : ''}: ${words}`}
        className="relative z-10 size-6 shrink-0 appearance-none rounded-full border-2 border-ink checked:border-[7px]"
      />
      <span className="min-w-0 leading-tight">
        {name ? <span className={`block font-semibold ${isGone ? 'line-through' : ''}`}>{name}</span> : null}
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

/** The most free units this phone has seen since the page was opened: what went since then went before its eyes. */
function useMostSeen(stock: ItemSnapshot): number {
  const most = useRef(0)
  const free = stock.state === 'available' ? 10 : (stock.free ?? 0)
  most.current = Math.max(most.current, free)
  return most.current
}

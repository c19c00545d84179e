'use client'

import { useState } from 'react'
import { StockFigures } from '#components/dashboard/stock-figures.tsx'
import { UnitStrip } from '#components/dashboard/unit-strip.tsx'
import { Button } from '#components/ui/button.tsx'
import { Money } from '#components/ui/money.tsx'
import type { ControlRoom, RoomItem } from '#lib/control-room/control-room.ts'
import { StockDialog, type StockMove } from './stock-dialog.tsx'

type Props = { room: ControlRoom; mayMove: boolean; onMoved: () => void }

/** Every item with its units where they are, and the two things that can be done about its stock. */
export function RoomItems({ room, mayMove, onMoved }: Props) {
  const [asked, setAsked] = useState<StockMove | null>(null)
  const isOver = room.sale.phase === 'ended' && room.sale.status !== 'draft'
  const open = asked && { ...asked, item: room.items.find((item) => item.id === asked.item.id) ?? asked.item }
  return (
    <section aria-labelledby="items" className="grid gap-3">
      <h2 id="items" className="text-lead font-bold">
        Items
      </h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-paper-raised">
        {room.items.map((item) => (
          <li key={item.id} className="grid gap-3 p-4 sm:px-6">
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
              <p className="min-w-0 leading-tight">
                <span className="font-semibold">{item.product}</span>
                <span className="block text-note text-ink-soft">
                  {item.variant} · <Money amountCents={item.priceCents} currency={room.sale.currency} />
                  {item.waiting > 0 ? ` · ${item.waiting} waiting in line` : ''}
                </span>
              </p>
              <StockFigures count={item} />
            </div>
            <UnitStrip count={item} />
            {mayMove ? <StockButtons item={item} isOver={isOver} onAsk={setAsked} /> : null}
          </li>
        ))}
      </ul>
      {open ? <StockDialog {...open} onClose={() => setAsked(null)} onMoved={onMoved} /> : null}
    </section>
  )
}

type ButtonsProps = { item: RoomItem; isOver: boolean; onAsk: (move: StockMove) => void }

function StockButtons({ item, isOver, onAsk }: ButtonsProps) {
  const name = `${item.product}, ${item.variant}`
  return (
    <div className="flex flex-wrap gap-2">
      {isOver ? null : (
        <Button onClick={() => onAsk({ move: 'restock', item })} aria-label={`Restock ${name}`}>
          Restock
        </Button>
      )}
      {item.free > 0 ? (
        <Button onClick={() => onAsk({ move: 'withdraw', item })} aria-label={`Withdraw ${name}`}>
          Withdraw
        </Button>
      ) : null}
    </div>
  )
}

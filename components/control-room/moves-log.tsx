'use client'

import { useState } from 'react'
import { LocalTime } from '#components/sale/local-time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ControlRoom, LoggedMove } from '#lib/control-room/control-room.ts'
import { StockDialog, type StockMove } from './stock-dialog.tsx'

type Props = { room: ControlRoom; mayMove: boolean; onMoved: () => void }

const DONE: Record<LoggedMove['move'], string> = {
  pause: 'Paused',
  resume: 'Resumed',
  extend: 'Extended',
  close: 'Closed',
  cancel: 'Cancelled',
  take_back: 'Took back to draft',
  withdraw: 'Withdrew',
  restock: 'Restocked',
}

/** Every move of this sale, who made it and why, the last first. What moved stock can be undone while it is possible. */
export function MovesLog({ room, mayMove, onMoved }: Props) {
  const [asked, setAsked] = useState<StockMove | null>(null)
  const items = new Map(room.items.map((item) => [item.id, item]))
  return (
    <section aria-labelledby="log" className="grid gap-3">
      <h2 id="log" className="text-lead font-bold">
        What was done
      </h2>
      {room.moves.length === 0 ? <p className="text-ink-soft">Nobody has moved anything so far.</p> : null}
      <ul className="divide-y divide-line">
        {room.moves.map((move) => {
          const item = move.itemId ? items.get(move.itemId) : undefined
          const undo = mayMove && item && !isUndone(move, room.moves) ? undoOf(move, item, room.sale) : null
          return (
            <li key={move.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3">
              <p className="min-w-0">
                <strong>
                  {DONE[move.move]}
                  {move.quantity ? ` ${move.quantity}` : ''}
                  {item ? ` of ${item.product}, ${item.variant}` : ''}
                </strong>
                : {move.reason}
                <span className="block text-note text-ink-soft">
                  {move.by ?? 'The platform'}, <LocalTime atMs={move.atMs} />
                </span>
              </p>
              {undo ? (
                <Button tone="plain" onClick={() => setAsked(undo)}>
                  Undo
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      {asked ? <StockDialog {...asked} onClose={() => setAsked(null)} onMoved={onMoved} /> : null}
    </section>
  )
}

function undoOf(move: LoggedMove, item: StockMove['item'], sale: ControlRoom['sale']): StockMove | null {
  const quantity = move.quantity ?? 0
  const reason = undoReason(move)
  if (move.move === 'restock' && item.free >= quantity) return { move: 'withdraw', item, quantity, reason }
  if (move.move === 'withdraw' && sale.phase !== 'ended') return { move: 'restock', item, quantity, reason }
  return null
}

const undoReason = (move: LoggedMove) => `Undo: ${move.reason}`.slice(0, 500)

/** Whether a later move took it back; one may do so by hand as well, which the log cannot know. */
function isUndone(move: LoggedMove, moves: readonly LoggedMove[]): boolean {
  return moves.some(
    (later) =>
      later.id > move.id &&
      later.itemId === move.itemId &&
      later.move !== move.move &&
      later.quantity === move.quantity &&
      later.reason === undoReason(move),
  )
}

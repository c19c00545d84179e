import { LocalTime } from '#components/sale/local-time.tsx'
import type { MerchantOrder, OrderMove } from '#lib/merchant-orders/merchant-order.ts'
import type { OrderMovement } from '#lib/merchant-orders/queries.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import { Section } from './section.tsx'

type Entry = { at: string; words: string; by: string; reason: string }
type Props = { order: MerchantOrder; movements: readonly OrderMovement[]; viewerId: string }

/** Everything that happened, oldest first: what people did and why, and what the units of the order did in the stock. */
export function OrderLog({ order, movements, viewerId }: Props) {
  const entries = [
    ...order.order_moves.map((move) => ofMove(move, order.currency, viewerId)),
    ...movements.map(ofMovement),
  ].sort((a, b) => a.at.localeCompare(b.at))
  return (
    <Section title="What happened">
      <ol className="divide-y divide-line">
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: history is only added to
          <li key={index} className="grid gap-0.5 px-4 py-3 sm:px-6">
            <span className="flex flex-wrap justify-between gap-x-4">
              <span className="font-semibold">{entry.words}</span>
              <LocalTime atMs={Date.parse(entry.at)} className="text-note text-ink-soft" />
            </span>
            <span className="text-note break-words text-ink-soft">
              {[entry.by, entry.reason].filter((part) => part !== '').join(': ')}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function ofMove(
  { move, reason, moved_by, at, detail }: OrderMove,
  currency: string,
  viewerId: string,
): Entry {
  const cents = typeof detail.amount_cents === 'number' ? detail.amount_cents : 0
  const money = cents > 0 ? ` ${formatMoney(cents, currency)}` : ''
  const words: Readonly<Record<string, string>> = {
    ship: 'A parcel left',
    deliver: 'A parcel arrived',
    return: `A parcel came back${money ? `, refund of${money} asked for` : ''}`,
    cancel: `Cancelled, refund of${money} asked for`,
    refund: `Refund of${money} asked for`,
    refund_failed: `The refund of${money} failed`,
  }
  const by = moved_by === null ? '' : moved_by === viewerId ? 'You' : 'A colleague'
  return { at, words: words[move] ?? move, by, reason }
}

function ofMovement({ kind, quantity, at, product_name, variant_name }: OrderMovement): Entry {
  const name = [product_name, variant_name].filter((part) => part !== '').join(', ')
  const words =
    kind === 'returned' ? `${quantity} × ${name} put back into the sale` : `${quantity} × ${name} sold`
  return { at: new Date(at).toISOString(), words, by: '', reason: '' }
}

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'

const WORDS: Readonly<Record<string, [tone: BadgeTone, word: string]>> = {
  open: ['paper', 'Not paid'],
  paying: ['held', 'Being paid'],
  paid: ['held', 'To ship'],
  shipped: ['paper', 'Shipped'],
  delivered: ['yours', 'Delivered'],
  cancelled: ['alert', 'Cancelled'],
  part_refunded: ['paper', 'Refunded in part'],
  refunded: ['paper', 'Refunded'],
}

/** An order's state, and how many of its units still have to leave. */
export function StatusBadge({ status, toShip }: { status: string; toShip: number }) {
  const [tone, word] = WORDS[status] ?? ['paper', status]
  const isWaiting = status === 'paid' && toShip === 0
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone={isWaiting ? 'paper' : tone}>{isWaiting ? 'Refund on its way' : word}</Badge>
      {toShip > 0 ? (
        <span className="figures text-note text-ink-soft">
          {toShip} {toShip === 1 ? 'unit' : 'units'}
          {status === 'paid' ? '' : ' to ship'}
        </span>
      ) : null}
    </span>
  )
}

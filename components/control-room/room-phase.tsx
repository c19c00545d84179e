import { Badge } from '#components/ui/badge.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import type { ControlRoom } from '#lib/control-room/control-room.ts'

/** How the sale stands, and for how long. */
export function RoomPhase({ sale, nowMs }: { sale: ControlRoom['sale']; nowMs: number }) {
  const until = (text: string, instant: string) => (
    <>
      {text} <Countdown untilMs={Date.parse(instant)} renderedAtMs={nowMs} />
    </>
  )
  if (sale.status === 'draft') return <Badge>Draft</Badge>
  if (sale.status === 'cancelled') return <Badge>Cancelled</Badge>
  switch (sale.phase) {
    case 'live':
      return <Badge tone="ink">{until('Live, closes in', sale.closesAt)}</Badge>
    case 'paused':
      return <Badge tone="held">{until('Paused, closes in', sale.closesAt)}</Badge>
    case 'upcoming':
      return <Badge>{until('Opens in', sale.opensAt)}</Badge>
    case 'ended':
      return <Badge>Ended</Badge>
  }
}

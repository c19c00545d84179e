'use client'

import type { RealtimeAddress } from '#components/dashboard/merchant-channel.ts'
import { LocalTime } from '#components/sale/local-time.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ControlRoom } from '#lib/control-room/control-room.ts'
import { Charts } from './charts.tsx'
import { HealthList } from './health-list.tsx'
import { MovesLog } from './moves-log.tsx'
import { RefusalList } from './refusal-list.tsx'
import { RoomFigures } from './room-figures.tsx'
import { RoomItems } from './room-items.tsx'
import { RoomPhase } from './room-phase.tsx'
import { SaleMoves } from './sale-moves.tsx'
import { useControlRoom } from './use-control-room.ts'

type Props = { initial: ControlRoom; mayMove: boolean; address: RealtimeAddress }

/** One sale on one screen: where its units are, how fast it goes, what goes wrong, and what can be done about it. */
export function ControlRoomScreen({ initial, mayMove, address }: Props) {
  const { room, samples, claimsPerSecond, isFresh, read } = useControlRoom(initial, address)
  const { sale } = room
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="grid gap-2">
          <span className="justify-self-start">
            <RoomPhase sale={sale} nowMs={room.nowMs} />
          </span>
          <h1 className="poster text-heading">{sale.title}</h1>
          <p className="text-note text-ink-soft">
            <LocalTime atMs={Date.parse(sale.opensAt)} /> – <LocalTime atMs={Date.parse(sale.closesAt)} />
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          {mayMove ? <SaleMoves sale={sale} onMoved={read} /> : null}
          <DeskLink
            href="/dashboard"
            className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
          >
            All sales
          </DeskLink>
        </div>
      </div>
      {isFresh ? null : (
        <Notice tone="held" title="These figures may be old">
          <p>The shop does not answer. Check the connection; this screen keeps trying by itself.</p>
        </Notice>
      )}
      <RoomFigures room={room} claimsPerSecond={claimsPerSecond} />
      <div className="grid grid-cols-1 gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] xl:items-start">
        <RoomItems room={room} mayMove={mayMove} onMoved={read} />
        <div className="grid grid-cols-1 gap-6 sm:grid-cols-2 xl:grid-cols-1 2xl:grid-cols-2">
          <RefusalList refused={room.refused} />
          <HealthList room={room} />
        </div>
      </div>
      <Charts
        samples={samples}
        nowMs={room.nowMs}
        currency={sale.currency}
        showsMoney={room.totals.paidCents !== null}
      />
      <MovesLog room={room} mayMove={mayMove} onMoved={read} />
    </>
  )
}

import { UnitStrip } from '#components/dashboard/unit-strip.tsx'
import type { ControlRoom } from '#lib/control-room/control-room.ts'
import { countStock } from '#lib/merchants/sale-groups.ts'
import { formatMoney } from '#lib/money/format-money.ts'

const number = new Intl.NumberFormat('en')
const rate = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** The figures one reads from across the room, and all units as one strip. */
export function RoomFigures({ room, claimsPerSecond }: { room: ControlRoom; claimsPerSecond: number }) {
  const { totals, items, sale } = room
  const count = countStock(items)
  const waiting = items.reduce((sum, item) => sum + item.waiting, 0)
  return (
    <section
      aria-label="Right now"
      className="grid gap-4 rounded-card border border-line bg-paper-raised p-4 sm:p-6"
    >
      <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4 2xl:grid-cols-8">
        {totals.paidCents === null ? null : (
          <Figure label="paid" value={formatMoney(totals.paidCents, sale.currency)} />
        )}
        <Figure
          label={totals.paidOrders === 1 ? 'order' : 'orders'}
          value={number.format(totals.paidOrders)}
        />
        <Figure label="sold" value={number.format(count.sold)} />
        <Figure label="paying" value={number.format(count.paying)} />
        <Figure label="held" value={number.format(count.held)} />
        <Figure label="free" value={number.format(count.free)} />
        <Figure label="claims a second" value={rate.format(claimsPerSecond)} />
        <Figure label="waiting in line" value={number.format(waiting)} />
      </dl>
      <UnitStrip count={count} size="large" />
    </section>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-note text-ink-soft">{label}</dt>
      <dd className="figures poster text-heading">{value}</dd>
    </div>
  )
}

import type { ControlRoom, Refusal } from '#lib/control-room/control-room.ts'

const WORDS: Record<Refusal, string> = {
  sold_out: 'Sold out',
  all_held: 'All held',
  limit_reached: 'Limit per person',
  not_open: 'Not open, or paused',
  closed: 'Closed',
  slow_down: 'Too many tries',
  busy: 'Shop too busy',
}
const number = new Intl.NumberFormat('en')

/** Taps on claim that got nothing, by reason, the most frequent first. */
export function RefusalList({ refused }: { refused: ControlRoom['refused'] }) {
  const told = refused.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  const total = told.reduce((sum, { count }) => sum + count, 0)
  return (
    <section aria-labelledby="refused" className="grid content-start gap-3">
      <h2 id="refused" className="text-lead font-bold">
        Refused
      </h2>
      <div className="grid gap-3 rounded-card border border-line bg-paper-raised p-4 sm:px-6">
        {told.length === 0 ? <p className="text-ink-soft">Nobody was refused so far.</p> : null}
        <dl className="grid gap-2">
          {told.map(({ reason, count }) => (
            <div key={reason} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4">
              <dt>{WORDS[reason]}</dt>
              <dd className="figures font-bold">{number.format(count)}</dd>
              <span aria-hidden className="col-span-2 h-1.5 rounded-full bg-paper-sunk">
                <span
                  className="block h-full rounded-full bg-ink-soft"
                  style={{ width: `${(100 * count) / total}%` }}
                />
              </span>
            </div>
          ))}
        </dl>
        <p className="text-note text-ink-soft">
          Taps, not people: one phone may tap again. Seconds of them are missing where a server was killed.
        </p>
      </div>
    </section>
  )
}

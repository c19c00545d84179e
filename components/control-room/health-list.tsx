import type { ControlRoom } from '#lib/control-room/control-room.ts'

/** Housekeeping runs once a second. */
const TICK_LATE_MS = 10_000
const DUE_LATE_MS = 60_000

type Line = { name: string; isWell: boolean; words: string }

/** What works behind the sale, each in words: fine, or what to do. */
export function HealthList({ room }: { room: ControlRoom }) {
  return (
    <section aria-labelledby="health" className="grid content-start gap-3">
      <h2 id="health" className="text-lead font-bold">
        Behind the sale
      </h2>
      <dl className="grid gap-3 rounded-card border border-line bg-paper-raised p-4 sm:px-6">
        {linesOf(room).map(({ name, isWell, words }) => (
          <div key={name}>
            <dt className="flex items-center justify-between gap-3 font-semibold">
              {name}
              <span
                className={`rounded-full px-2.5 py-0.5 text-note ${isWell ? 'bg-yours-wash text-yours' : 'bg-alert-wash text-alert'}`}
              >
                {isWell ? 'fine' : 'look here'}
              </span>
            </dt>
            <dd className="text-note text-ink-soft">{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export function linesOf({ health, totals, nowMs }: ControlRoom): Line[] {
  const { tickAtMs, moneyAtMs, silent, paying, due, dueSinceMs, parked } = health
  const tickAge = tickAtMs === null ? null : nowMs - tickAtMs
  const isTickWell = tickAge !== null && tickAge < TICK_LATE_MS
  const isOutboxWell = parked === 0 && (dueSinceMs === null || nowMs - dueSinceMs < DUE_LATE_MS)
  return [
    {
      name: 'Housekeeping',
      isWell: isTickWell,
      words: isTickWell
        ? 'Claims that run out go back within a second or two.'
        : `It last ran ${tickAge === null ? 'never' : ago(tickAge)}: claims that ran out do not go back. Whoever runs the shop should look at the scheduler.`,
    },
    {
      name: 'Payments',
      isWell: silent === 0,
      words:
        silent === 0
          ? `${paying} being paid; ${moneyAtMs === null ? 'no money has moved yet' : `money last moved ${ago(nowMs - moneyAtMs)}`}; ${totals.declined} declined so far.`
          : `${silent} payments have had no answer for over a minute. The shop asks Stripe itself; if it goes on, check Stripe's webhooks.`,
    },
    {
      name: 'Mails and refunds',
      isWell: isOutboxWell,
      words: isOutboxWell
        ? due === 0
          ? 'Nothing is waiting to be done.'
          : `${due} on their way.`
        : parked > 0
          ? `${parked} were given up after ten tries: see Money.`
          : `${due} wait, the first for ${span(nowMs - (dueSinceMs ?? nowMs))}: whoever runs the shop should look at the outbox.`,
    },
    {
      name: 'Pushes',
      isWell: true,
      words: `${totals.pushes} about this sale were accepted by push services.`,
    },
  ]
}

const ago = (ms: number) => `${span(ms)} ago`

function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`
}

import { funnelOf } from '#lib/insight/figures.ts'
import type { Insight } from '#lib/insight/insight.ts'

/** From seeing to paying: one bar each, as long as its figure, with the figure and what it counts beside it. */
export function Funnel({ insight }: { insight: Insight }) {
  const steps = funnelOf(insight)
  const most = Math.max(1, ...steps.map(({ count }) => count))
  return (
    <section aria-labelledby="funnel" className="grid gap-3">
      <h3 id="funnel" className="text-lead font-bold">
        From seeing to paying
      </h3>
      <ol className="grid gap-3">
        {steps.map(({ name, count, unit, isFromPages }) => (
          <li
            key={name}
            className="grid gap-1 sm:grid-cols-[9rem_minmax(0,1fr)_11rem] sm:items-center sm:gap-4"
          >
            <span className="font-semibold">{name}</span>
            <span aria-hidden className="h-6 rounded-card bg-paper-sunk">
              <span
                className={`block h-full rounded-card ${isFromPages ? 'bg-ink-soft' : 'bg-yours'}`}
                style={{ width: `${(100 * count) / most}%` }}
              />
            </span>
            <span className="figures">
              <strong>{count.toLocaleString('en')}</strong>{' '}
              <span className="text-note text-ink-soft">
                {unit}, by {isFromPages ? 'pages' : 'the shop'}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

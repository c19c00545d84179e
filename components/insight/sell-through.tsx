import { LocalTime } from '#components/sale/local-time.tsx'
import type { Insight } from '#lib/insight/insight.ts'

const WIDTH = 600
const HEIGHT = 160
const ROWS = 10

/** Units sold and held over time, drawn by the server: two areas, and a table of the same. */
export function SellThrough({ insight }: { insight: Insight }) {
  const points = insight.sellThrough
  const first = points[0]
  const last = points.at(-1)
  return (
    <section aria-labelledby="sell-through" className="grid gap-3">
      <h3 id="sell-through" className="text-lead font-bold">
        Sell-through over time
      </h3>
      {first && last && points.length > 1 ? (
        <>
          <figure className="rounded-card border border-line bg-paper-raised p-4">
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              preserveAspectRatio="none"
              aria-hidden
              className="h-48 w-full"
            >
              <path d={area(insight, (point) => point.sold + point.held)} className="fill-held" />
              <path d={area(insight, (point) => point.sold)} className="fill-yours" />
              <path
                d={`M0 ${HEIGHT}H${WIDTH}`}
                className="stroke-line-strong"
                vectorEffect="non-scaling-stroke"
              />
            </svg>
            <figcaption className="mt-2 flex flex-wrap justify-between gap-x-6 text-note text-ink-soft">
              <LocalTime atMs={first.atSeconds * 1000} />
              <span>
                below: sold ({last.sold.toLocaleString('en')} of {insight.stock.toLocaleString('en')}); on top
                of it: held
              </span>
              <LocalTime atMs={last.atSeconds * 1000} />
            </figcaption>
          </figure>
          <SellTable points={points} />
        </>
      ) : (
        <p className="text-ink-soft">Nothing has moved yet: it begins ten minutes before the sale opens.</p>
      )}
    </section>
  )
}

function SellTable({ points }: { points: Insight['sellThrough'] }) {
  const step = Math.max(1, Math.ceil(points.length / ROWS))
  const rows = points.filter((_, index) => (points.length - 1 - index) % step === 0)
  return (
    <details className="text-note">
      <summary className="inline-flex min-h-12 cursor-pointer items-center text-ink-soft underline underline-offset-4">
        As a table
      </summary>
      <table className="figures w-full max-w-prose text-left">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" className="text-right">
              sold
            </th>
            <th scope="col" className="text-right">
              held
            </th>
            <th scope="col" className="text-right">
              free
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((point) => (
            <tr key={point.atSeconds} className="border-t border-line">
              <th scope="row" className="font-normal">
                <LocalTime atMs={point.atSeconds * 1000} />
              </th>
              <td className="text-right">{point.sold.toLocaleString('en')}</td>
              <td className="text-right">{point.held.toLocaleString('en')}</td>
              <td className="text-right">{point.free.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Steps rather than slopes: units are whole, and between two samples nothing was seen to change. */
function area(insight: Insight, unitsOf: (point: Insight['sellThrough'][number]) => number): string {
  const points = insight.sellThrough
  const from = points[0]?.atSeconds ?? 0
  const span = Math.max(1, (points.at(-1)?.atSeconds ?? 1) - from)
  const most = Math.max(1, insight.stock, ...points.map(unitsOf))
  const lines = points.map((point) => {
    const x = ((point.atSeconds - from) / span) * WIDTH
    const y = HEIGHT - (unitsOf(point) / most) * HEIGHT
    return `H${x.toFixed(1)}V${y.toFixed(1)}`
  })
  return `M0 ${HEIGHT}${lines.join('')}H${WIDTH}V${HEIGHT}Z`
}

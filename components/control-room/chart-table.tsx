import { timeOfDay } from '#lib/time/time-of-day.ts'
import type { Series } from './live-chart.tsx'

/** Rows of a table: a picture of an hour in as many figures as one can read. */
const ROWS = 12

/** The figures behind a chart, for whoever does not look at lines: the last ones first, and in words. */
export function ChartTable({
  title,
  at,
  series,
}: {
  title: string
  at: readonly number[]
  series: Series[]
}) {
  const step = Math.max(1, Math.ceil(at.length / ROWS))
  const rows = at.map((_, index) => index).filter((index) => (at.length - 1 - index) % step === 0)
  return (
    <details className="mt-2 text-note">
      <summary className="inline-flex min-h-12 cursor-pointer items-center text-ink-soft underline underline-offset-4">
        <span>
          As a table<span className="sr-only">: {title}</span>
        </span>
      </summary>
      <table className="figures w-full text-left">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ label }) => (
              <th key={label} scope="col" className="text-right">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((index) => (
            <tr key={at[index]} className="border-t border-line">
              <th scope="row" className="font-normal">
                {timeOfDay((at[index] ?? 0) * 1000, 'en')}
              </th>
              {series.map(({ label, values }) => (
                <td key={label} className="text-right">
                  {(values[index] ?? 0).toLocaleString('en', { maximumFractionDigits: 2 })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

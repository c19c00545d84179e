import type { Series } from './live-chart.tsx'

/** Which line is which, drawn as the chart draws it. */
export function ChartKey({ series }: { series: readonly Series[] }) {
  return (
    <span className="flex flex-wrap gap-x-4 text-note text-ink-soft">
      {series.map(({ label, color, dash }) => (
        <span key={label} className="inline-flex items-center gap-1.5">
          <svg width="24" height="4" aria-hidden>
            <path
              d="M0 2H24"
              strokeWidth="3"
              strokeDasharray={dash?.join(' ')}
              style={{ stroke: `var(--color-${color})` }}
            />
          </svg>
          {label}
        </span>
      ))}
    </span>
  )
}

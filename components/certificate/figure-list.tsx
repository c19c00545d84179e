import type { ReactNode } from 'react'

export type Figure = { label: string; value: ReactNode; isStrong?: boolean }

/** Words on the left, figures on the right, hairlines between. */
export function FigureList({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {figures.map(({ label, value, isStrong }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-1.5 print:py-1">
          <dt className={isStrong ? 'font-bold' : 'text-ink-soft'}>{label}</dt>
          <dd className={`figures text-right ${isStrong ? 'font-bold' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

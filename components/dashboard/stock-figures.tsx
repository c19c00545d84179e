import type { StockCount } from '#lib/merchants/my-sales.ts'

type Props = { count: StockCount; size?: 'regular' | 'large' }

/** Where the units are, in figures: the words beside the strip, so that nobody has to read colours. */
export function StockFigures({ count, size = 'regular' }: Props) {
  const isLarge = size === 'large'
  const figures = [
    { label: 'free', units: count.free },
    { label: 'held', units: count.held },
    { label: 'paying', units: count.paying },
    { label: 'sold', units: count.sold },
    ...(count.withdrawn > 0 ? [{ label: 'withdrawn', units: count.withdrawn }] : []),
  ]
  return (
    <dl className={`flex flex-wrap gap-y-2 ${isLarge ? 'gap-x-8' : 'gap-x-4'}`}>
      {figures.map(({ label, units }) => (
        <div
          key={label}
          className={isLarge ? 'flex flex-col-reverse' : 'flex flex-row-reverse items-baseline gap-1.5'}
        >
          <dt className="text-note text-ink-soft">{label}</dt>
          <dd className={`figures ${isLarge ? 'poster text-heading' : 'font-bold'}`}>{units}</dd>
        </div>
      ))}
    </dl>
  )
}

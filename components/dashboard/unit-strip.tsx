import { StockStrip } from '#components/sale/stock-strip.tsx'
import type { StockCount } from '#lib/merchants/my-sales.ts'

/** The widest a single unit is drawn, in rem: three units should not fill a desk. */
const UNIT_MAX = { regular: 1.25, large: 2 }

type Props = { count: StockCount; size?: 'regular' | 'large' }

/** The stock strip as the merchant knows it; units being paid are held ones. Withdrawn units are in the figures beside it. */
export function UnitStrip({ count, size = 'regular' }: Props) {
  const units = count.free + count.held + count.paying + count.sold
  return (
    <div style={{ maxWidth: `${units * UNIT_MAX[size]}rem` }}>
      <StockStrip
        free={count.free}
        held={count.held + count.paying}
        sold={count.sold}
        className={size === 'large' ? 'h-10!' : 'h-5!'}
      />
    </div>
  )
}

import { PublicStockStrip, SaleStrip, StockStrip } from '#components/sale/stock-strip.tsx'
import { StripSkeleton } from '#components/ui/skeleton.tsx'
import { useText } from '#lib/languages/text.ts'
import { stockWords } from '#lib/sales/stock-words.ts'
import type { ItemSnapshot, StockState } from '#lib/sales/watch-snapshot.ts'
import { Shelf, Specimen } from './specimen.tsx'

export function sampleItem(state: StockState, free: number | null, priceCents = 7900): ItemSnapshot {
  return {
    id: `${state}-${String(free)}`,
    priceCents,
    currency: 'EUR',
    state,
    free,
    paying: null,
    limitPerShopper: 4,
  }
}

const PUBLIC = [
  [sampleItem('available', null), 0],
  [sampleItem('low', 10), 10],
  [sampleItem('low', 5), 8],
  [sampleItem('low', 1), 5],
  [sampleItem('all_held', 0), 5],
  [sampleItem('sold_out', 0), 5],
] as const

const COUNTED = [
  [24, 0, 0],
  [9, 6, 9],
  [0, 3, 5],
  [0, 0, 12],
  [31, 9, 20],
  [240, 60, 700],
] as const

export function KitStrips() {
  const t = useText('stock')
  return (
    <Shelf title="The stock strip">
      <Specimen name="As the public may know it: open, from ten down, all held, sold out">
        {PUBLIC.map(([item, seenFree]) => (
          <div key={item.id} className="grid grid-cols-[8rem_1fr] items-center gap-3">
            <span className="figures text-note font-semibold">{stockWords(item, 'live', t)}</span>
            <PublicStockStrip item={item} seenFree={seenFree} />
          </div>
        ))}
      </Specimen>
      <Specimen name="In the bar at the thumb">
        <PublicStockStrip item={sampleItem('available', null)} seenFree={0} className="h-2.5!" />
        <PublicStockStrip item={sampleItem('low', 3)} seenFree={7} className="h-2.5!" />
        <PublicStockStrip item={sampleItem('all_held', 0)} seenFree={7} className="h-2.5!" />
      </Specimen>
      <Specimen name="Where every unit is known: ticks up to 60, finer from 20, a bar beyond">
        {COUNTED.map(([free, held, sold]) => (
          <div key={`${free}-${held}-${sold}`} className="grid gap-1">
            <StockStrip free={free} held={held} sold={sold} />
            <span className="figures text-note text-ink-soft">
              {free} free, {held} held, {sold} sold
            </span>
          </div>
        ))}
      </Specimen>
      <Specimen name="A whole sale, one block an item; and while nobody knows yet">
        <SaleStrip
          items={[
            sampleItem('available', null),
            sampleItem('low', 2),
            sampleItem('all_held', 0),
            sampleItem('sold_out', 0),
          ]}
        />
        <StripSkeleton />
      </Specimen>
    </Shelf>
  )
}

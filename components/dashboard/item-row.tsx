import { Money } from '#components/ui/money.tsx'
import type { MyItem } from '#lib/merchants/my-sales.ts'
import { StockFigures } from './stock-figures.tsx'
import { UnitStrip } from './unit-strip.tsx'

/** One item of a sale: its units as a strip and in figures. */
export function ItemRow({ item, currency }: { item: MyItem; currency: string }) {
  return (
    <li className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6 lg:grid-cols-[3rem_minmax(0,16rem)_minmax(0,1fr)_18rem]">
      {item.pictureUrl ? (
        // biome-ignore lint/performance/noImgElement: drawn SVGs gain nothing from an image optimizer
        <img
          src={item.pictureUrl}
          alt=""
          width={48}
          height={48}
          className="size-12 rounded-card object-cover"
        />
      ) : (
        <span className="size-12 rounded-card bg-paper-sunk" />
      )}
      <p className="leading-tight">
        <span className="font-semibold">{item.product}</span>
        <span className="block text-note text-ink-soft">
          {item.variant} · <Money amountCents={item.priceCents} currency={currency} />
        </span>
      </p>
      <div className="col-span-full lg:col-span-1">
        <UnitStrip count={item} />
      </div>
      <div className="col-span-full lg:col-span-1">
        <StockFigures count={item} />
      </div>
    </li>
  )
}

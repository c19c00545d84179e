import type { BagItem } from '#lib/bags/bag.ts'
import { useText } from '#lib/languages/text.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { AddItem } from './add-item.tsx'

type Props = {
  items: readonly BagItem[]
  stock: readonly ItemSnapshot[]
  saleSlug: string
  currency: string
  isLocked: boolean
}

/** What else the sale has for this person: one shipping for all of it. Swipes sideways on a phone. */
export function AddMore({ items, stock, ...shared }: Props) {
  const t = useText('bag')
  const stillThere = items.flatMap((item) => {
    const snapshot = stock.find((one) => one.id === item.id)
    return snapshot && snapshot.state !== 'sold_out' ? [{ item, snapshot }] : []
  })
  if (stillThere.length === 0) return null
  return (
    <section aria-labelledby="add-more" className="grid grid-cols-1 gap-4">
      <div className="grid gap-1">
        <h2 id="add-more" className="poster text-heading">
          {t('sameParcel')}
        </h2>
        <p className="text-ink-soft">{t('sameParcelDetail')}</p>
      </div>
      <ul className="relative -mx-4 flex snap-x snap-mandatory scroll-px-4 gap-3 overflow-x-auto px-4 pb-2">
        {stillThere.map(({ item, snapshot }) => (
          <AddItem key={item.id} item={item} stock={snapshot} {...shared} />
        ))}
      </ul>
    </section>
  )
}

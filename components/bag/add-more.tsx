'use client'

import { useSaleStock } from '#components/sale/use-sale.ts'
import { itemsToAdd } from '#lib/bags/bag.ts'
import type { BagPage } from '#lib/bags/queries.ts'
import { useText } from '#lib/languages/text.ts'
import { AddItem } from './add-item.tsx'

type Props = {
  page: BagPage
  /** The item of each unit in the bag, with spaces between: a text, because it changes only when the bag does. */
  takenItemIds: string
  isLocked: boolean
}

/** What else the sale has for this person: one shipping for all of it. Swipes sideways on a phone. */
export function AddMore({ page, takenItemIds, isLocked }: Props) {
  const t = useText('bag')
  const { snapshot: seen } = useSaleStock(page.snapshot, null)
  const taken = takenItemIds.split(' ').map((itemId) => ({ itemId, quantity: 1, status: 'held' as const }))
  const stillThere = itemsToAdd(taken, page.items).flatMap((item) => {
    const snapshot = seen.items.find((one) => one.id === item.id)
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
          <AddItem
            key={item.id}
            item={item}
            stock={snapshot}
            saleSlug={page.saleSlug}
            currency={page.currency}
            isLocked={isLocked}
          />
        ))}
      </ul>
    </section>
  )
}

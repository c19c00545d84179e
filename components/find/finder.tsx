import { useText } from '#lib/languages/text.ts'
import type { Shelves } from '#lib/sales/search.ts'
import { NO_WISH, type Wish } from '#lib/sales/wish.ts'
import { CategoryLinks } from './category-links.tsx'
import { WishForm } from './wish-form.tsx'

type Props = { shelves: Shelves; wish?: Wish; hasHeading?: boolean }

/** Where one looks for a sale: categories, words, order and filters. */
export function Finder({ shelves, wish = NO_WISH, hasHeading = false }: Props) {
  const t = useText('find')
  return (
    <search id="find" className="mt-8 grid scroll-mt-20 grid-cols-1 gap-3">
      {hasHeading ? <h2 className="poster mb-2 text-heading">{t('findTitle')}</h2> : null}
      <CategoryLinks categories={shelves.categories} wish={wish} />
      <WishForm wish={wish} currency={shelves.currency} />
    </search>
  )
}

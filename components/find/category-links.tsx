import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'
import { type Wish, wishPath } from '#lib/sales/wish.ts'

type Props = { categories: readonly string[]; wish: Wish }

/** Plain links, one row that scrolls under the thumb; what else is asked for stays. */
export function CategoryLinks({ categories, wish }: Props) {
  const t = useText('find')
  // One that was followed here stays in the row, also when nothing is on in it any more.
  const all =
    wish.category && !categories.includes(wish.category) ? [wish.category, ...categories] : categories
  if (all.length === 0) return null
  return (
    <nav
      aria-label={t('categories')}
      className="-mx-[clamp(1rem,4vw,2.5rem)] flex gap-2 overflow-x-auto px-[clamp(1rem,4vw,2.5rem)] py-1"
    >
      {[null, ...all].map((category) => (
        <PageLink
          key={category ?? ''}
          href={wishPath({ ...wish, category, page: 1 })}
          aria-current={wish.category === category ? 'page' : undefined}
          className="flex min-h-12 shrink-0 items-center rounded-full border border-line-strong px-5 font-semibold aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-paper"
        >
          <span className="inline-block first-letter:uppercase">
            {category ? <bdi>{category}</bdi> : t('everything')}
          </span>
        </PageLink>
      ))}
    </nav>
  )
}

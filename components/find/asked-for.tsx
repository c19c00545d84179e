import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'
import { type Wish, wishPath } from '#lib/sales/wish.ts'
import { priceWords } from './wish-form.tsx'

type Props = { wish: Wish; currency: string | null; isOnlyFilters?: boolean }

/** What is asked for, each to be taken away by a tap; words and category stand elsewhere on the page where `isOnlyFilters`. */
export function AskedFor({ wish, currency, isOnlyFilters = false }: Props) {
  const t = useText('find')
  const parts: [string, Partial<Wish>][] = []
  if (wish.query && !isOnlyFilters) parts.push([t('resultsFor', { query: wish.query }), { query: '' }])
  if (wish.category && !isOnlyFilters) parts.push([wish.category, { category: null }])
  if (wish.show)
    parts.push([
      t(({ open: 'showOpen', soon: 'showSoon', closed: 'showClosed' } as const)[wish.show]),
      { show: null },
    ])
  if (wish.upTo !== null)
    parts.push([t('upTo', { price: priceWords(wish.upTo, currency, t.language) }), { upTo: null }])
  if (parts.length === 0) return null
  return (
    <ul aria-label={t('applied')} className="flex flex-wrap gap-2">
      {parts.map(([words, without]) => (
        <li key={words} className="min-w-0">
          <PageLink
            href={wishPath({ ...wish, ...without, page: 1 })}
            aria-label={t('remove', { what: words })}
            className="flex min-h-12 items-center gap-2 rounded-card bg-paper-sunk ps-4 pe-3 font-semibold"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
            <svg viewBox="0 0 12 12" className="size-3 shrink-0" aria-hidden="true">
              <path d="m1 1 10 10M11 1 1 11" stroke="currentColor" strokeWidth="2" />
            </svg>
          </PageLink>
        </li>
      ))}
    </ul>
  )
}

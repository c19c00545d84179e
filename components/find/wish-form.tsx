import type { ReactNode } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'
import { formatMoney, minorDigits } from '#lib/money/format-money.ts'
import { QUERY_MAX_LENGTH, WISH_PRICES, WISH_SHOWS, WISH_SORTS, type Wish } from '#lib/sales/wish.ts'

type Props = { wish: Wish; currency: string | null }

const SHOW_WORDS = { open: 'showOpen', soon: 'showSoon', closed: 'showClosed' } as const
const SORT_WORDS = {
  soonest: 'sortSoonest',
  ending: 'sortEnding',
  newest: 'sortNewest',
  price: 'sortPrice',
} as const

/** One plain form for words, order and filters: it works before any script has come, and its address can be passed on. */
export function WishForm({ wish, currency }: Props) {
  const t = useText('find')
  const prices = [...new Set([...WISH_PRICES, ...(wish.upTo === null ? [] : [wish.upTo])])].toSorted(
    (a, b) => a - b,
  )
  return (
    <form action="/" className="grid grid-cols-1 gap-2">
      {wish.category ? <input type="hidden" name="category" value={wish.category} /> : null}
      <div className="flex gap-2">
        <input
          type="search"
          name="q"
          defaultValue={wish.query}
          maxLength={QUERY_MAX_LENGTH}
          aria-label={t('searchLabel')}
          placeholder={t('searchHint')}
          enterKeyHint="search"
          autoComplete="off"
          className="min-h-12 min-w-0 grow rounded-card border border-line-strong bg-paper-raised px-3.5 placeholder:text-ink-soft"
        />
        <button type="submit" className={buttonClass('ink')}>
          {t('search')}
        </button>
      </div>
      <details className="group rounded-card border border-line bg-paper-raised open:pb-4">
        <summary className="flex min-h-12 items-center justify-between gap-3 px-3.5 font-semibold select-none">
          <span className="min-w-0 truncate">
            {t('refine')}
            {wish.sort === 'soonest' ? null : (
              <span className="font-normal">: {t(SORT_WORDS[wish.sort])}</span>
            )}
          </span>
          <svg viewBox="0 0 12 8" className="w-3 shrink-0 group-open:rotate-180" aria-hidden="true">
            <path d="m1 1.5 5 5 5-5" fill="none" stroke="currentColor" strokeWidth="2" />
          </svg>
        </summary>
        <div className="grid grid-cols-1 items-end gap-3 px-3.5 pt-1 sm:grid-cols-[1fr_1fr_1fr_auto]">
          <Choice name="sort" label={t('sort')} value={wish.sort}>
            {WISH_SORTS.map((sort) => (
              <option key={sort} value={sort === 'soonest' ? '' : sort}>
                {t(SORT_WORDS[sort])}
              </option>
            ))}
          </Choice>
          <Choice name="show" label={t('show')} value={wish.show ?? ''}>
            <option value="">{t('showAll')}</option>
            {WISH_SHOWS.map((show) => (
              <option key={show} value={show}>
                {t(SHOW_WORDS[show])}
              </option>
            ))}
          </Choice>
          <Choice name="upto" label={t('price')} value={wish.upTo === null ? '' : String(wish.upTo)}>
            <option value="">{t('priceAny')}</option>
            {prices.map((price) => (
              <option key={price} value={price}>
                {t('priceUpTo', { price: priceWords(price, currency, t.language) })}
              </option>
            ))}
          </Choice>
          <button type="submit" className={buttonClass('quiet')}>
            {t('apply')}
          </button>
        </div>
      </details>
    </form>
  )
}

type Language = ReturnType<typeof useText>['language']

/** In the currency most sales are in; a sale in another one is compared by its own figure. */
export function priceWords(whole: number, currency: string | null, language: Language): string {
  return currency ? formatMoney(whole * 10 ** minorDigits(currency), currency, language) : String(whole)
}

type ChoiceProps = { name: string; label: string; value: string; children: ReactNode }

function Choice({ name, label, value, children }: ChoiceProps) {
  return (
    <label className="grid gap-1.5 text-note font-semibold">
      {label}
      <select
        name={name}
        defaultValue={value === 'soonest' ? '' : value}
        className="min-h-12 w-full rounded-card border border-line-strong bg-paper-raised px-3.5 text-body font-normal text-ink"
      >
        {children}
      </select>
    </label>
  )
}

import type { Text } from '#lib/languages/translator.ts'
import type { Wish } from './wish.ts'

const SHOW_TITLES = { open: 'openNow', soon: 'openingSoon', closed: 'closed' } as const

/** What the page of a wish is called: what was looked for as it was typed, else the category, else what is shown. */
export function wishTitle(wish: Wish, t: Text<'find'>): string {
  if (wish.query) return t('resultsFor', { query: wish.query })
  if (wish.category) return wish.category.slice(0, 1).toLocaleUpperCase(t.language) + wish.category.slice(1)
  return wish.show ? t(SHOW_TITLES[wish.show]) : t('everything')
}

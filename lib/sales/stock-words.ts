import type { Text } from '#lib/languages/translator.ts'
import type { SalePhase } from './phase.ts'
import type { ItemSnapshot } from './watch-snapshot.ts'

/** The state of one item in words, true in this phase; the words that always stand beside its strip. */
export function stockWords(item: ItemSnapshot, phase: SalePhase, t: Text<'stock'>): string {
  if (phase === 'ended') return t(item.state === 'sold_out' ? 'soldOut' : 'saleEnded')
  if (item.state === 'sold_out') return t('soldOut')
  if (item.state === 'all_held')
    return item.paying ? t('allHeldPaying', { count: item.paying }) : t('allHeld')
  if (item.free === null) return t(phase === 'upcoming' ? 'plenty' : 'plentyLeft')
  return t(phase === 'upcoming' ? 'inAll' : 'left', { count: item.free })
}

/** A whole sale in words: how many of its items can be had, and how many of those are down to ten units or fewer. */
export function saleStockWords(items: readonly ItemSnapshot[], phase: SalePhase, t: Text<'stock'>): string {
  const [only] = items
  if (only && items.length === 1) return stockWords(only, phase, t)
  const count = items.length
  if (phase === 'ended') {
    const soldOut = items.filter((item) => item.state === 'sold_out').length
    return soldOut === count ? t('allSoldOut') : t('someSoldOut', { soldOut, count })
  }
  const left = items.filter((item) => item.state === 'available' || item.state === 'low')
  if (left.length === 0) return t(items.some((item) => item.state === 'all_held') ? 'allHeldHope' : 'soldOut')
  const low = left.filter((item) => item.state === 'low').length
  return left.length === count
    ? t('allItemsLeft', { count, low })
    : t('itemsLeft', { left: left.length, count, low })
}

/** How old the stock on the screen is, in words; null while it is under two seconds old. */
export function stockAgeWords(
  confirmedAtMs: number | null,
  steadyNowMs: number,
  t: Text<'stock'>,
): string | null {
  if (confirmedAtMs === null) return null
  const seconds = Math.floor((steadyNowMs - confirmedAtMs) / 1000)
  if (seconds < 2) return null
  if (seconds < 120) return t('asOfSeconds', { count: seconds })
  return t('asOfMinutes', { count: Math.floor(seconds / 60) })
}

import type { MessageKey, Text } from '#lib/languages/translator.ts'
import { timeOfDayFrom } from '#lib/time/time-of-day.ts'
import type { Refused, TapRefusal } from './tap-state.ts'

/** What to tell somebody whose tap did not become a claim or a place: what happened, then what to do. */
export function refusalWords(
  { code, retryAt }: Pick<Refused, 'code' | 'retryAt'>,
  t: Text<'claims'>,
): string {
  if (code === 'limit_reached' && retryAt !== null)
    return t('ranOutTooOften', { time: timeOfDayFrom(Date.parse(retryAt), t.language) })
  return t(REFUSALS[code])
}

export const REFUSALS: Record<TapRefusal, MessageKey<'claims'>> = {
  sold_out: 'refusedSoldOut',
  all_held: 'refusedAllHeld',
  limit_reached: 'refusedLimit',
  not_open: 'refusedNotOpen',
  closed: 'refusedClosed',
  unknown_item: 'refusedUnknownItem',
  units_free: 'refusedUnitsFree',
  line_full: 'refusedLineFull',
  not_understood: 'refusedNotUnderstood',
  ran_out: 'refusedRanOut',
  gave_up: 'refusedGaveUp',
}

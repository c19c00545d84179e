import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
import type { MessageKey, Text } from '#lib/languages/translator.ts'
import { timeOfDay } from '#lib/time/time-of-day.ts'
import type { MyWait } from './wait.ts'
import type { WaitView } from './wait-view.ts'

/** What to say in two lines about an offer, or about a wait that is over: what happened, then what to do. */
export function waitWords(
  view: Exclude<WaitView, { kind: 'waiting' }>,
  offer: ClaimOffer,
  t: Text<'waits'>,
): string {
  switch (view.kind) {
    case 'offered': {
      const time = timeOfDay(Date.parse(view.claim.expiresAt), t.language)
      return `${cameBack(view.claim.quantity, view.wait.quantity, t)} ${t('payBefore', { time })}`
    }
    case 'lapsed':
      return `${lapsedAt(view.wait.endedAt, t)} ${t(NOW[offer.kind] ?? 'nothingCharged')}`
    case 'over':
      return t(offer.kind === 'none' && offer.why === 'ended' ? 'saleOver' : 'passedOn')
  }
}

/** What an offer is of what was asked for; fewer is said as such. */
export function cameBack(offered: number, asked: number, t: Text<'waits'>): string {
  if (asked === 1) return t('cameBackOne')
  return offered === asked ? t('cameBackAll', { count: asked }) : t('cameBackSome', { count: offered, asked })
}

/** Where one stands, as short as it can be said honestly: who has left the line ahead is still counted. */
export function placeWords({ aheadAtMost }: Pick<MyWait, 'aheadAtMost'>, t: Text<'waits'>): string {
  return aheadAtMost === 0 ? t('next') : t('ahead', { count: aheadAtMost })
}

function lapsedAt(endedAt: string | null, t: Text<'waits'>): string {
  return endedAt === null ? t('lapsed') : t('lapsedAt', { time: timeOfDay(Date.parse(endedAt), t.language) })
}

const NOW: Partial<Record<ClaimOffer['kind'], MessageKey<'waits'>>> = {
  line: 'waitAgain',
  claim: 'claimAgain',
}

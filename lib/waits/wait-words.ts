import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
import { timeOfDay } from '#lib/time/time-of-day.ts'
import type { WaitView } from './wait-view.ts'

/** What to say in two lines about an offer, or about a wait that is over: what happened, then what to do. */
export function waitWords(view: Exclude<WaitView, { kind: 'waiting' }>, offer: ClaimOffer): string {
  switch (view.kind) {
    case 'offered':
      return `${cameBack(view.claim.quantity, view.wait.quantity)} Pay before ${timeOfDay(Date.parse(view.claim.expiresAt))}, or it is passed on.`
    case 'lapsed':
      return `${lapsedAt(view.wait.endedAt)} ${NOW[offer.kind] ?? 'Nothing was charged.'}`
    case 'over':
      return offer.kind === 'none' && offer.why === 'ended'
        ? 'The sale ended before one came back for you. Nothing was charged.'
        : 'Your turn came when you could not hold another one, so it was passed on.'
  }
}

/** What an offer is of what was asked for; fewer is said as such. */
export function cameBack(offered: number, asked: number): string {
  if (asked === 1) return 'One came back: it is yours.'
  if (offered === asked) return `All ${asked} came back: they are yours.`
  return `${offered} of ${asked} came back: ${offered === 1 ? 'it is' : 'they are'} yours.`
}

function lapsedAt(endedAt: string | null): string {
  const at = endedAt === null ? '' : ` at ${timeOfDay(Date.parse(endedAt))}`
  return `Your time ran out${at}, so it was passed on.`
}

const NOW: Partial<Record<ClaimOffer['kind'], string>> = {
  line: 'You can wait again.',
  claim: 'You can claim again.',
}

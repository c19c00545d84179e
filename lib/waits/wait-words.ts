import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
import type { StockState } from '#lib/sales/watch-snapshot.ts'
import { timeOfDay } from '#lib/time/time-of-day.ts'
import type { WaitView } from './wait-view.ts'

/** What to say about a wait in the two lines above the button, short enough for both at 320 px: what is so, then what to do. */
export function waitWords(view: WaitView, offer: ClaimOffer, stock: StockState): string {
  switch (view.kind) {
    case 'waiting':
      if (stock === 'sold_out')
        return 'All are paid for now. Only what the maker adds could still come to you.'
      return view.wait.aheadAtMost === 0
        ? 'The next one back goes to your bag by itself, for a short time. Keep this open.'
        : 'One that comes back goes to your bag by itself, for a short time. Keep this open.'
    case 'offered':
      return `${cameBack(view.claim.quantity, view.wait.quantity)} Pay before ${timeOfDay(Date.parse(view.claim.expiresAt))}, or it goes to the next in line.`
    case 'lapsed':
      return `${lapsedAt(view.wait.endedAt)} ${NOW[offer.kind] ?? 'Nothing was charged.'}`
    case 'over':
      return offer.kind === 'none' && offer.why === 'ended'
        ? 'The sale ended before one came back for you. Nothing was charged.'
        : 'Your turn came when you could not hold another one, so it went to the next in line.'
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
  return `Your time ran out${at}, so it went to the next in line.`
}

const NOW: Partial<Record<ClaimOffer['kind'], string>> = {
  line: 'You can wait again.',
  claim: 'You can claim again.',
}

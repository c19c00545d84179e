import { type Claim, claimNamed, type Model } from '../state.ts'
import { offerToLine } from './line.ts'

type Cause = 'expired' | 'given back' | 'ended'
const endOfOffer = { expired: 'lapsed', 'given back': 'left', ended: 'over' } as const

/** Units go back: to those in line before anybody else. Only what ran out counts against the hold budget. */
export function release(model: Model, claims: Claim[], cause: Cause): void {
  for (const claim of claims) {
    claim.status = 'released'
    claim.isOver = false
    if (cause === 'expired') claim.lapse = 'counted'
    const wait = model.waits.find((one) => one.claim === claim.name)
    if (wait?.status === 'offered') wait.status = endOfOffer[cause]
  }
  const items = [...new Set(claims.map((claim) => claim.item))].sort((a, b) => a - b)
  offerToLine(model, items)
}

export function releaseClaim(model: Model, name: string, shopper: number): string {
  const claim = claimNamed(model, name)
  if (claim.shopper !== shopper) return 'unknown_claim'
  if (claim.status === 'released') return 'already_released'
  if (claim.status !== 'held') return 'not_held'
  release(model, [claim], 'given back')
  return 'released'
}

export function releaseExpired(model: Model): void {
  release(
    model,
    model.claims.filter((claim) => claim.status === 'held' && claim.isOver),
    'expired',
  )
}

import { describe, expect, it } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import type { MyWait } from '#lib/waits/wait.ts'
import { claimOffer, quantityMax } from './claim-offer.ts'
import { refusalWords } from './refusal-words.ts'

const item: ItemSnapshot = {
  id: 'i',
  priceCents: 7900,
  currency: 'EUR',
  state: 'low',
  free: 5,
  paying: null,
  limitPerShopper: 2,
}
const facts = {
  item,
  phase: 'live',
  mineUnits: 0,
  wantedQuantity: 1,
  tap: null,
  lineTap: null,
  wait: null,
} as const
const gone = { ...item, state: 'sold_out', free: 0 } as const
const allHeld = { ...item, state: 'all_held', free: 0 } as const

describe('the button always says what happens next', () => {
  it('live and free: claim, with the whole price', () => {
    expect(claimOffer(facts)).toEqual({ kind: 'claim', quantity: 1, totalCents: 7900 })
    expect(claimOffer({ ...facts, wantedQuantity: 2 })).toEqual({
      kind: 'claim',
      quantity: 2,
      totalCents: 15_800,
    })
  })

  it.each([
    ['upcoming', { kind: 'opens' }],
    ['paused', { kind: 'none', why: 'paused' }],
    ['ended', { kind: 'none', why: 'ended' }],
  ] as const)('%s: nothing can be claimed', (phase, expected) => {
    expect(claimOffer({ ...facts, phase })).toEqual(expected)
  })

  it('sold out is said, and not offered', () => {
    expect(claimOffer({ ...facts, item: gone })).toEqual({ kind: 'none', why: 'sold_out' })
  })

  it('all held: a place in line, for as many as one may have', () => {
    expect(claimOffer({ ...facts, item: allHeld, wantedQuantity: 9 })).toEqual({ kind: 'line', quantity: 2 })
    expect(claimOffer({ ...facts, item: allHeld, mineUnits: 2 })).toEqual({ kind: 'none', why: 'limit' })
    expect(claimOffer({ ...facts, item: allHeld, phase: 'paused' })).toEqual({ kind: 'none', why: 'paused' })
  })

  it('in line: the place, also while the sale is paused or units are just coming back, but not when it has ended', () => {
    const wait = { status: 'waiting', aheadAtMost: 3 } as MyWait
    const waiting = { ...facts, item: allHeld, wait: { kind: 'waiting', wait } } as const
    expect(claimOffer(waiting)).toEqual({ kind: 'waiting', wait })
    expect(claimOffer({ ...waiting, item })).toEqual({ kind: 'waiting', wait })
    expect(claimOffer({ ...waiting, phase: 'paused' })).toEqual({ kind: 'waiting', wait })
    expect(claimOffer({ ...waiting, phase: 'ended' })).toEqual({ kind: 'none', why: 'ended' })
  })

  it('a tap under way is shown as such even when the stock seems gone: only the server answers it', () => {
    const facing = { ...facts, item: gone }
    expect(claimOffer({ ...facing, tap: { name: 'sending' } })).toEqual({ kind: 'sending', wish: 'claim' })
    expect(claimOffer({ ...facing, lineTap: { name: 'sending' } })).toEqual({
      kind: 'sending',
      wish: 'place',
    })
    expect(claimOffer({ ...facing, tap: { name: 'waiting', why: 'no_network' } })).toEqual({
      kind: 'kept',
      wish: 'claim',
      why: 'no_network',
    })
  })

  it('too many lapsed claims: says from when on, and never a minute too early', () => {
    const retryAt = '2026-11-22T14:31:40.000Z'
    const tap = { name: 'refused', code: 'limit_reached', retryAt } as const
    expect(claimOffer({ ...facts, tap })).toEqual({ kind: 'again', retryAtMs: Date.parse(retryAt) })
    expect(claimOffer({ ...facts, item: allHeld, lineTap: tap }).kind).toBe('again')
    expect(refusalWords(tap, textIn('en', 'claims'))).toMatch(
      /ran out unpaid. You can hold again at \d\d:32\.$/,
    )
    expect(refusalWords({ ...tap, retryAt: null }, textIn('en', 'claims'))).toMatch(
      /as many of this as one person may/,
    )
  })

  it('the limit counts what one already has, and never offers more than is free', () => {
    expect(claimOffer({ ...facts, mineUnits: 2 })).toEqual({ kind: 'none', why: 'limit' })
    expect(claimOffer({ ...facts, mineUnits: 1, wantedQuantity: 9 })).toEqual({
      kind: 'claim',
      quantity: 1,
      totalCents: 7900,
    })
    expect(quantityMax({ item: { ...item, free: 1 }, mineUnits: 0 })).toBe(1)
    expect(quantityMax({ item: { ...item, free: null, limitPerShopper: 4 }, mineUnits: 1 })).toBe(3)
  })
})

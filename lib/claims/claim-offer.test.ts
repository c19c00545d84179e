import { describe, expect, it } from 'vitest'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'
import { claimOffer, quantityMax } from './claim-offer.ts'

const item: ItemSnapshot = {
  id: 'i',
  priceCents: 7900,
  currency: 'EUR',
  state: 'low',
  free: 5,
  limitPerShopper: 2,
}
const facts = { item, phase: 'live', mineUnits: 0, wantedQuantity: 1, tap: null } as const

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

  it.each(['all_held', 'sold_out'] as const)('%s is said, and not offered', (state) => {
    expect(claimOffer({ ...facts, item: { ...item, state, free: 0 } })).toEqual({ kind: 'none', why: state })
  })

  it('a tap under way is shown as such even when the stock seems gone: only the server answers it', () => {
    const gone = { ...facts, item: { ...item, state: 'sold_out', free: 0 } } as const
    expect(claimOffer({ ...gone, tap: { name: 'sending' } })).toEqual({ kind: 'sending' })
    expect(claimOffer({ ...gone, tap: { name: 'waiting', why: 'no_network' } })).toEqual({
      kind: 'kept',
      why: 'no_network',
    })
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

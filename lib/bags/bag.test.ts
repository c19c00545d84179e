import { expect, test } from 'vitest'
import { type BagClaim, type BagItem, bagOf, itemsToAdd } from './bag.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')

function item(id: string, over: Partial<BagItem> = {}): BagItem {
  return {
    id,
    productName: id,
    variantName: null,
    pictureUrl: null,
    priceCents: 7_900,
    wasPriceCents: null,
    limitPerShopper: 2,
    ...over,
  }
}

function claim(id: string, itemId: string, over: Partial<BagClaim> = {}): BagClaim {
  return {
    id,
    itemId,
    quantity: 1,
    status: 'held',
    expiresAt: new Date(NOW + 60_000).toISOString(),
    orderId: null,
    ...over,
  }
}

test('the total is every held unit at its price and the shipping once', () => {
  const bag = bagOf(
    [claim('1', 'mug', { quantity: 2 }), claim('2', 'bowl')],
    [item('mug'), item('bowl', { priceCents: 1_250 })],
    590,
    NOW,
  )
  expect(bag.itemsCents).toBe(2 * 7_900 + 1_250)
  expect(bag.totalCents).toBe(2 * 7_900 + 1_250 + 590)
})

test('a claim whose clock ran out is not paid for, to the millisecond', () => {
  const last = claim('1', 'mug', { expiresAt: new Date(NOW).toISOString() })
  const bag = bagOf([last, claim('2', 'mug')], [item('mug')], 590, NOW)
  expect(bag.lapsed.map((line) => line.claim.id)).toEqual(['1'])
  expect(bag.totalCents).toBe(7_900 + 590)
  expect(bagOf([last], [item('mug')], 590, NOW - 1).held).toHaveLength(1)
})

test('units a payment has locked are shown as paying and never paid a second time', () => {
  const bag = bagOf(
    [claim('1', 'mug', { status: 'paying', orderId: 'o' })],
    [item('mug')],
    590,
    NOW + 3_600_000,
  )
  expect(bag.paying).toHaveLength(1)
  expect(bag.totalCents).toBeNull()
  expect(bag.endsAtMs).toBeNull()
})

test('paid and released claims are not in the bag', () => {
  const bag = bagOf(
    [claim('1', 'mug', { status: 'paid' }), claim('2', 'mug', { status: 'released' })],
    [item('mug')],
    590,
    NOW,
  )
  expect([...bag.held, ...bag.paying, ...bag.lapsed]).toEqual([])
})

test('the bag ends when its first claim does', () => {
  const bag = bagOf(
    [claim('1', 'mug', { expiresAt: new Date(NOW + 90_000).toISOString() }), claim('2', 'mug')],
    [item('mug')],
    0,
    NOW,
  )
  expect(bag.endsAtMs).toBe(NOW + 60_000)
})

test('more can be added up to the limit of a person, counting paid units and not released ones', () => {
  const items = [item('mug'), item('bowl', { limitPerShopper: 1 }), item('cup', { limitPerShopper: 1 })]
  const claims = [
    claim('1', 'mug'),
    claim('2', 'bowl', { status: 'paid' }),
    claim('3', 'cup', { status: 'released' }),
  ]
  expect(itemsToAdd(claims, items).map((one) => one.id)).toEqual(['mug', 'cup'])
  expect(itemsToAdd([claim('4', 'mug', { quantity: 2 })], items).map((one) => one.id)).toEqual([
    'bowl',
    'cup',
  ])
})

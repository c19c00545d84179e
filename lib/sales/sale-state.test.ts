import { expect, it } from 'vitest'
import { saleStateOf } from './sale-state.ts'
import type { ItemSnapshot, StockState } from './watch-snapshot.ts'

function item(state: StockState): ItemSnapshot {
  return { id: state, priceCents: 100, currency: 'EUR', state, free: null, paying: null, limitPerShopper: 1 }
}

it.each([
  ['live', ['available'], 'live'],
  ['live', ['low', 'sold_out'], 'live'],
  ['live', ['low', 'all_held'], 'live'],
  ['live', ['all_held'], 'all_held'],
  ['live', ['all_held', 'sold_out'], 'all_held'],
  ['live', ['sold_out', 'sold_out'], 'sold_out'],
  ['live', [], 'live'],
  ['paused', ['available'], 'paused'],
  ['paused', ['all_held'], 'paused'],
  ['paused', ['sold_out'], 'sold_out'],
  ['upcoming', ['sold_out'], 'upcoming'],
  ['ended', ['all_held'], 'ended'],
  ['ended', ['sold_out'], 'ended'],
] as const)('a sale that is %s with items %j is %s', (phase, states, expected) => {
  expect(saleStateOf(phase, states.map(item))).toBe(expected)
})

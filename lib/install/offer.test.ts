import { describe, expect, test } from 'vitest'
import { isIos } from './device.ts'
import { afterVisit, type InstallMemory, isGoodMoment } from './offer.ts'

const DAY_MS = 24 * 60 * 60_000
const NOW_MS = Date.parse('2026-11-24T12:00:00Z')

function memory(change: Partial<InstallMemory> = {}): InstallMemory {
  return {
    visits: 2,
    seenAtMs: NOW_MS,
    momentAtMs: NOW_MS,
    dismissedAtMs: null,
    isInstalled: false,
    ...change,
  }
}

describe('the home screen is offered', () => {
  test('after a reminder or an order, from the second visit on', () => {
    expect(isGoodMoment(memory(), NOW_MS)).toBe(true)
    expect(isGoodMoment(memory({ visits: 1 }), NOW_MS)).toBe(false)
    expect(isGoodMoment(memory({ momentAtMs: null }), NOW_MS)).toBe(false)
    expect(isGoodMoment(memory({ momentAtMs: NOW_MS - 15 * DAY_MS }), NOW_MS)).toBe(false)
  })

  test('not again for weeks to who said no, and never to who has it', () => {
    expect(isGoodMoment(memory({ dismissedAtMs: NOW_MS - 59 * DAY_MS }), NOW_MS)).toBe(false)
    expect(isGoodMoment(memory({ dismissedAtMs: NOW_MS - 61 * DAY_MS }), NOW_MS)).toBe(true)
    expect(isGoodMoment(memory({ isInstalled: true }), NOW_MS)).toBe(false)
  })
})

test('pages opened one after the other are one visit', () => {
  const first = afterVisit(memory({ visits: 0, seenAtMs: 0 }), NOW_MS)
  expect(first.visits).toBe(1)
  const soon = afterVisit(first, NOW_MS + 10 * 60_000)
  expect(soon.visits).toBe(1)
  expect(afterVisit(soon, NOW_MS + 30 * 60_000).visits).toBe(1)
  expect(afterVisit(soon, NOW_MS + DAY_MS).visits).toBe(2)
})

test.each([
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Safari/604.1', 5, true],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15', 5, true],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15', 0, false],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 7) Chrome/156.0', 5, false],
])('%s with %i fingers is from Apple’s phones and tablets: %s', (userAgent, maxTouchPoints, expected) => {
  expect(isIos({ userAgent, maxTouchPoints })).toBe(expected)
})

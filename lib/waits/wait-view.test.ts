import { describe, expect, it } from 'vitest'
import type { MyClaim } from '#lib/claims/my-claims.ts'
import { REFUSALS } from '#lib/claims/refusal-words.ts'
import { LANGUAGES } from '#lib/languages/languages.ts'
import { textIn } from '#lib/languages/messages.ts'
import type { MyWait } from './wait.ts'
import { offerLastsMs, waitFor } from './wait-view.ts'
import { placeWords, waitWords } from './wait-words.ts'

const t = textIn('en', 'waits')
const NOW_MS = Date.UTC(2026, 10, 22, 18)
const at = (ms: number) => new Date(NOW_MS + ms).toISOString()

const waiting: MyWait = {
  id: 'w',
  itemId: 'lamp',
  saleId: 's',
  saleSlug: 'first-light',
  quantity: 2,
  place: 15,
  aheadAtMost: 12,
  status: 'waiting',
  claimId: null,
  offeredAt: null,
  endedAt: null,
}
const claim: MyClaim = {
  id: 'c',
  itemId: 'lamp',
  saleId: 's',
  saleSlug: 'first-light',
  quantity: 1,
  status: 'held',
  expiresAt: at(120_000),
  position: 9,
  orderId: null,
}
const offered: MyWait = { ...waiting, status: 'offered', claimId: 'c', offeredAt: at(0), aheadAtMost: 0 }

describe('a wait is told as it is', () => {
  it('nothing for an item one never waited for', () => {
    expect(waitFor('mug', { claims: [], waits: [waiting] }, NOW_MS)).toBeNull()
  })

  it('waiting, with the most that can be ahead', () => {
    expect(waitFor('lamp', { claims: [], waits: [waiting] }, NOW_MS)?.kind).toBe('waiting')
    expect(placeWords(waiting, t)).toBe('At most 12 ahead of you')
    expect(placeWords({ aheadAtMost: 0 }, t)).toBe('You are next in line')
  })

  it('an offer is one until its own time is up, and lapsed in that instant', () => {
    const mine = { claims: [claim], waits: [offered] }
    expect(waitFor('lamp', mine, NOW_MS + 119_999)?.kind).toBe('offered')
    expect(waitFor('lamp', mine, NOW_MS + 120_000)?.kind).toBe('lapsed')
    expect(waitFor('lamp', { ...mine, claims: [] }, NOW_MS)?.kind).toBe('lapsed')
  })

  it('an offer that is being paid is a claim like any other', () => {
    const paying: MyClaim = { ...claim, status: 'paying' }
    expect(waitFor('lamp', { claims: [paying], waits: [offered] }, NOW_MS + 200_000)).toBeNull()
  })

  it('the newest wait counts: whoever waits again is no longer told about the last time', () => {
    const lapsed: MyWait = { ...waiting, id: 'old', status: 'lapsed' }
    expect(waitFor('lamp', { claims: [], waits: [waiting, lapsed] }, NOW_MS)?.wait.id).toBe('w')
  })

  it('an offer has a clock of its own length, other claims do not', () => {
    expect(offerLastsMs(claim, [offered])).toBe(120_000)
    expect(offerLastsMs({ ...claim, id: 'another' }, [offered])).toBeNull()
  })
})

describe('the words for it', () => {
  const line = { kind: 'line', quantity: 1 } as const
  it('fewer than asked for is said', () => {
    expect(waitWords({ kind: 'offered', wait: offered, claim }, line, t)).toMatch(
      /^1 of 2 came back: it is yours\. Pay before \d\d:\d\d/,
    )
    expect(waitWords({ kind: 'offered', wait: { ...offered, quantity: 1 }, claim }, line, t)).toMatch(
      /^One came back/,
    )
    const both = { ...claim, quantity: 2 }
    expect(waitWords({ kind: 'offered', wait: offered, claim: both }, line, t)).toMatch(/^All 2 came back/)
  })

  it('a lapsed offer says what happened, and what can be done now', () => {
    const lapsed = { kind: 'lapsed', wait: { ...offered, endedAt: at(120_000) } } as const
    expect(waitWords(lapsed, line, t)).toMatch(
      /ran out at \d\d:\d\d, so it was passed on\. You can wait again\.$/,
    )
    expect(waitWords(lapsed, { kind: 'none', why: 'sold_out' }, t)).toMatch(/Nothing was charged\.$/)
  })

  it.each(LANGUAGES)('every message fits the two lines a phone of 320 px has for it, in %s', (language) => {
    const words = textIn(language, 'waits')
    const claims = textIn(language, 'claims')
    const views = [
      { kind: 'offered', wait: offered, claim },
      { kind: 'offered', wait: { ...offered, quantity: 9 }, claim: { ...claim, quantity: 9 } },
      { kind: 'lapsed', wait: { ...offered, endedAt: at(0) } },
      { kind: 'over', wait: waiting },
    ] as const
    const said = [
      ...views.map((view) => waitWords(view, line, words)),
      ...(['leaveSure', 'leaveFailed', 'saleOver'] as const).map((key) => words(key)),
      ...(['keptOffline', 'keptBusy', 'pausedByMaker', 'haveAll'] as const).map((key) => claims(key)),
      ...Object.values(REFUSALS).map((key) => claims(key)),
    ]
    expect(said.filter((text) => text.length > 88)).toEqual([])
  })
})

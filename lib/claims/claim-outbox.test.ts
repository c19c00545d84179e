import { describe, expect, it } from 'vitest'
import type { SendResult } from './claim-attempt.ts'
import { createClaimOutbox, TAP_LIFE_MS, type Tap } from './claim-outbox.ts'
import type { ClaimedUnits } from './tap-state.ts'

const SLUG = 'first-light'

function claimOf(tap: Tap): ClaimedUnits {
  return {
    id: `claim of ${tap.requestId}`,
    itemId: tap.itemId,
    quantity: tap.quantity,
    status: 'held',
    expiresAt: '2026-11-22T18:05:00.000Z',
    position: 1,
  }
}

function refusal(status: number, code: string, retryAfterSeconds: number | null = null): SendResult {
  return { kind: 'problem', status, code, retryAfterSeconds }
}

type Reply = SendResult | 'claimed'

/** A phone: what it keeps outlives the page, and every call waits until the test lets the answer through. */
function phone() {
  const kept = { text: null as string | null }
  let nowMs = 1_000_000
  let ids = 0
  let renewals = 0
  const open = () => {
    const sent: Tap[] = []
    const answers: ((reply: Reply) => void)[] = []
    const delays: number[] = []
    const later: (() => void)[] = []
    const outbox = createClaimOutbox({
      send: (tap) =>
        new Promise<SendResult>((resolve) => {
          sent.push(tap)
          answers.push((reply) =>
            resolve(reply === 'claimed' ? { kind: 'claimed', claim: claimOf(tap) } : reply),
          )
        }),
      renewPass: async () => {
        renewals += 1
      },
      storage: {
        read: () => kept.text,
        write: (text) => {
          kept.text = text
        },
      },
      newRequestId: () => {
        ids += 1
        return `request-${ids}`
      },
      wallNow: () => nowMs,
      random: () => 0,
      schedule: (task, delayMs) => {
        delays.push(delayMs)
        later.push(task)
      },
    })
    const settle = () => new Promise((resolve) => setImmediate(resolve))
    return {
      outbox,
      sent,
      delays,
      settle,
      async answer(reply: Reply) {
        answers.shift()?.(reply)
        await settle()
      },
      async runLater() {
        later.shift()?.()
        await settle()
      },
    }
  }
  return {
    open,
    kept,
    renewals: () => renewals,
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

describe('never lose a tap, never claim twice', () => {
  it('the request id is made before the tap and kept before it is sent', () => {
    const device = phone()
    const page = device.open()
    page.outbox.prepare('lamp')
    page.outbox.tap(SLUG, 'lamp', 1)
    expect(page.sent[0]?.requestId).toBe('request-1')
    expect(device.kept.text).toContain('request-1')
  })

  it('an answered tap is a claim, is no longer kept, and the next tap has another id', async () => {
    const device = phone()
    const page = device.open()
    page.outbox.tap(SLUG, 'lamp', 1)
    await page.answer('claimed')
    expect(page.outbox.getState('lamp')).toMatchObject({ name: 'claimed', claim: { itemId: 'lamp' } })
    expect(device.kept.text).toBeNull()
    page.outbox.tap(SLUG, 'lamp', 1)
    expect(page.sent[1]?.requestId).not.toBe(page.sent[0]?.requestId)
  })

  it('a second tap while the first is under way is the same tap', () => {
    const page = phone().open()
    page.outbox.tap(SLUG, 'lamp', 1)
    page.outbox.tap(SLUG, 'lamp', 1)
    expect(page.sent).toHaveLength(1)
  })

  it('without a network the same request id is sent again until there is an answer', async () => {
    const page = phone().open()
    page.outbox.tap(SLUG, 'lamp', 1)
    await page.answer({ kind: 'no_answer' })
    expect(page.outbox.getState('lamp')).toEqual({ name: 'waiting', why: 'no_network' })
    await page.runLater()
    await page.answer({ kind: 'no_answer' })
    page.outbox.flush()
    await page.answer('claimed')
    expect(new Set(page.sent.map((tap) => tap.requestId)).size).toBe(1)
    expect(page.outbox.getState('lamp')?.name).toBe('claimed')
  })

  it('a reload sends the kept tap with the same request id', async () => {
    const device = phone()
    device.open().outbox.tap(SLUG, 'lamp', 2)
    const reloaded = device.open()
    reloaded.outbox.flush()
    expect(reloaded.sent).toEqual([expect.objectContaining({ requestId: 'request-1', quantity: 2 })])
    await reloaded.answer('claimed')
    expect(device.kept.text).toBeNull()
  })

  it('a tap kept for too long is not sent any more', () => {
    const device = phone()
    device.open().outbox.tap(SLUG, 'lamp', 1)
    device.pass(TAP_LIFE_MS + 1)
    const reloaded = device.open()
    reloaded.outbox.flush()
    expect(reloaded.sent).toEqual([])
    expect(device.kept.text).toBeNull()
  })

  it('what another tab has had answered is not sent by this one', async () => {
    const device = phone()
    const first = device.open()
    first.outbox.tap(SLUG, 'lamp', 1)
    const second = device.open()
    second.outbox.flush()
    await first.answer('claimed')
    second.outbox.noticeOtherTab()
    await second.answer({ kind: 'no_answer' })
    await second.runLater()
    expect(second.sent).toHaveLength(1)
    expect(second.outbox.getState('lamp')).toBeNull()
  })
})

describe('every answer has its consequence', () => {
  it('401 renews the pass and sends the same tap again', async () => {
    const device = phone()
    const page = device.open()
    page.outbox.tap(SLUG, 'lamp', 1)
    await page.answer(refusal(401, 'unauthenticated'))
    expect(device.renewals()).toBe(1)
    await page.runLater()
    await page.answer('claimed')
    expect(page.sent[1]?.requestId).toBe(page.sent[0]?.requestId)
    expect(page.outbox.getState('lamp')?.name).toBe('claimed')
  })

  it.each([429, 503])('%i waits what Retry-After says, and then sends the same tap', async (status) => {
    const page = phone().open()
    page.outbox.tap(SLUG, 'lamp', 1)
    await page.answer(refusal(status, 'busy', 3))
    expect(page.delays[0]).toBeGreaterThanOrEqual(3000)
    await page.runLater()
    expect(page.sent[1]?.requestId).toBe(page.sent[0]?.requestId)
  })

  it('a tap a moment too early is sent again, but not for ever', async () => {
    const page = phone().open()
    page.outbox.tap(SLUG, 'lamp', 1)
    for (let times = 0; times < 20 && page.outbox.getState('lamp')?.name !== 'refused'; times += 1) {
      await page.answer(refusal(425, 'not_open'))
      await page.runLater()
    }
    expect(page.outbox.getState('lamp')).toEqual({ name: 'refused', code: 'not_open', retryAt: null })
    expect(page.sent.length).toBeLessThan(10)
  })

  it.each([
    'sold_out',
    'all_held',
    'limit_reached',
    'closed',
    'unknown_item',
    'units_free',
    'line_full',
  ] as const)('%s is told at once and not sent again', async (code) => {
    const device = phone()
    const page = device.open()
    page.outbox.tap(SLUG, 'lamp', 1)
    await page.answer(refusal(409, code))
    expect(page.outbox.getState('lamp')).toEqual({ name: 'refused', code, retryAt: null })
    expect(page.delays).toEqual([])
    expect(device.kept.text).toBeNull()
  })

  it('a claim whose time ran out before its answer came is not shown as yours', async () => {
    const page = phone().open()
    page.outbox.tap(SLUG, 'lamp', 1)
    const [tap] = page.sent
    if (!tap) throw new Error('nothing was sent')
    await page.answer({ kind: 'claimed', claim: { ...claimOf(tap), status: 'released' } })
    expect(page.outbox.getState('lamp')).toEqual({ name: 'refused', code: 'ran_out', retryAt: null })
  })

  it('after an unclear end the next tap is recognised as the same one', async () => {
    const page = phone().open()
    page.outbox.tap(SLUG, 'lamp', 1)
    for (let times = 0; times < 20 && page.outbox.getState('lamp')?.name !== 'refused'; times += 1) {
      await page.answer(refusal(500, 'internal'))
      await page.runLater()
    }
    expect(page.outbox.getState('lamp')).toEqual({ name: 'refused', code: 'gave_up', retryAt: null })
    page.outbox.tap(SLUG, 'lamp', 1)
    expect(page.sent.at(-1)?.requestId).toBe('request-1')
  })

  it('words in storage that are not ours are dropped', () => {
    const device = phone()
    device.kept.text = '[{"requestId":1},"x",null]'
    const page = device.open()
    page.outbox.flush()
    expect(page.sent).toEqual([])
  })
})

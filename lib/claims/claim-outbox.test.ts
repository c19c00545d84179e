import { describe, expect, it } from 'vitest'
import { TAP_LIFE_MS } from './tap.ts'
import { claimOf, phone, refusal } from './testing-phone.ts'

describe('never lose a tap, never claim twice', () => {
  it('the request id is made before the tap and kept before it is sent', async () => {
    const device = phone()
    const page = device.open()
    page.outbox.prepare('lamp')
    await page.tap()
    expect(page.sent[0]?.requestId).toBe('request-1')
    expect(device.kept.get('request-1')).toMatchObject({ itemId: 'lamp', answer: null })
  })

  it('an answered tap is a claim, is no longer kept, and the next tap has another id', async () => {
    const device = phone()
    const page = device.open()
    await page.tap()
    await page.answer('claimed')
    expect(page.outbox.getState('lamp')).toMatchObject({ name: 'claimed', claim: { itemId: 'lamp' } })
    expect(device.kept.size).toBe(0)
    await page.tap()
    expect(page.sent[1]?.requestId).not.toBe(page.sent[0]?.requestId)
  })

  it('a second tap while the first is under way is the same tap', async () => {
    const page = phone().open()
    await page.tap()
    await page.tap()
    expect(page.sent).toHaveLength(1)
  })

  it('without a network the same request id is sent again until there is an answer', async () => {
    const page = phone().open()
    await page.tap()
    await page.answer({ kind: 'no_answer' })
    expect(page.outbox.getState('lamp')).toEqual({ name: 'waiting', why: 'no_network' })
    await page.runLater()
    await page.answer({ kind: 'no_answer' })
    await page.flush()
    await page.answer('claimed')
    expect(new Set(page.sent.map((tap) => tap.requestId)).size).toBe(1)
    expect(page.outbox.getState('lamp')?.name).toBe('claimed')
  })

  it('a reload sends the kept tap with the same request id', async () => {
    const device = phone()
    const killed = device.open()
    await killed.tap(2)
    killed.kill()
    const reloaded = device.open()
    await reloaded.flush()
    expect(reloaded.sent).toEqual([expect.objectContaining({ requestId: 'request-1', quantity: 2 })])
    await reloaded.answer('claimed')
    expect(device.kept.size).toBe(0)
  })

  it('a tap kept for too long is not sent any more', async () => {
    const device = phone()
    const killed = device.open()
    await killed.tap()
    killed.kill()
    device.pass(TAP_LIFE_MS + 1)
    const reloaded = device.open()
    await reloaded.flush()
    expect(reloaded.sent).toEqual([])
    expect(device.kept.size).toBe(0)
  })

  it('a second tab shows the tap of the first, lets it send, and shows its answer', async () => {
    const device = phone()
    const [first, second] = [device.open(), device.open()]
    await first.tap()
    expect(second.outbox.getState('lamp')).toEqual({ name: 'sending' })
    await second.tap()
    await second.flush()
    expect(second.sent).toEqual([])
    await first.answer('claimed')
    expect(second.outbox.getState('lamp')).toMatchObject({ name: 'claimed' })
    await second.runLater()
    expect(second.sent).toEqual([])
    expect(device.kept.size).toBe(0)
  })

  it('when the tab that was tapped is killed, the one that watched sends the same tap', async () => {
    const device = phone()
    const [first, second] = [device.open(), device.open()]
    await first.tap()
    first.kill()
    await second.runLater()
    await second.answer('claimed')
    expect(second.sent.map(({ requestId }) => requestId)).toEqual(['request-1'])
    expect(second.outbox.getState('lamp')?.name).toBe('claimed')
  })

  it('what the service worker was answered meanwhile is told by the page that is opened next, once', async () => {
    const device = phone()
    const page = device.open()
    await page.tap()
    page.kill()
    const [tap] = [...device.kept.values()]
    if (!tap) throw new Error('nothing is kept')
    device.kept.set(tap.requestId, { ...tap, answer: { name: 'refused', code: 'sold_out', retryAt: null } })
    const next = device.open()
    await next.flush()
    expect(next.sent).toEqual([])
    expect(next.outbox.getState('lamp')).toMatchObject({ name: 'refused', code: 'sold_out' })
    expect(device.kept.size).toBe(0)
  })

  it('a tap that somebody else had answered while this page slept is not sent again by it', async () => {
    const device = phone()
    const page = device.open()
    await page.tap()
    await page.answer({ kind: 'no_answer' })
    expect(device.helpCalls()).toBe(1)
    device.kept.clear()
    await page.flush()
    await page.runLater()
    expect(page.sent).toHaveLength(1)
    expect(page.outbox.getState('lamp')).toBeNull()
  })

  it('a disk that does not answer delays no tap and loses none', async () => {
    const device = phone()
    device.setDiskStuck()
    const page = device.open()
    await page.tap()
    await page.flush()
    expect(page.sent).toHaveLength(1)
    expect(page.outbox.getState('lamp')).toEqual({ name: 'sending' })
  })
})

describe('every answer has its consequence', () => {
  it('401 renews the pass and sends the same tap again', async () => {
    const device = phone()
    const page = device.open()
    await page.tap()
    await page.answer(refusal(401, 'unauthenticated'))
    expect(device.renewals()).toBe(1)
    await page.runLater()
    await page.answer('claimed')
    expect(page.sent[1]?.requestId).toBe(page.sent[0]?.requestId)
    expect(page.outbox.getState('lamp')?.name).toBe('claimed')
  })

  it.each([429, 503])('%i waits what Retry-After says, and then sends the same tap', async (status) => {
    const page = phone().open()
    await page.tap()
    await page.answer(refusal(status, 'busy', 3))
    expect(page.delays[0]).toBeGreaterThanOrEqual(3000)
    await page.runLater()
    expect(page.sent[1]?.requestId).toBe(page.sent[0]?.requestId)
  })

  it('a tap a moment too early is sent again, but not for ever', async () => {
    const page = phone().open()
    await page.tap()
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
    await page.tap()
    await page.answer(refusal(409, code))
    expect(page.outbox.getState('lamp')).toEqual({ name: 'refused', code, retryAt: null })
    expect(page.delays).toEqual([])
    expect(device.kept.size).toBe(0)
  })

  it('a claim whose time ran out before its answer came is not shown as yours', async () => {
    const page = phone().open()
    await page.tap()
    const [tap] = page.sent
    if (!tap) throw new Error('nothing was sent')
    await page.answer({ kind: 'claimed', claim: { ...claimOf(tap), status: 'released' } })
    expect(page.outbox.getState('lamp')).toEqual({ name: 'refused', code: 'ran_out', retryAt: null })
  })

  it('after an unclear end the next tap is recognised as the same one', async () => {
    const page = phone().open()
    await page.tap()
    for (let times = 0; times < 20 && page.outbox.getState('lamp')?.name !== 'refused'; times += 1) {
      await page.answer(refusal(500, 'internal'))
      await page.runLater()
    }
    expect(page.outbox.getState('lamp')).toEqual({ name: 'refused', code: 'gave_up', retryAt: null })
    await page.tap()
    expect(page.sent.at(-1)?.requestId).toBe('request-1')
  })
})

import { describe, expect, it } from 'vitest'
import { createPassKeeper } from './keep-pass.ts'

const SLUG = 'first-light'
const PASS_MS = 15 * 60_000

function world(replies: (number | 'offline')[]) {
  let nowMs = 0
  let timers: { atMs: number; task: () => void }[] = []
  const asked: number[] = []
  let passes = 0
  const keeper = createPassKeeper({
    async fetch() {
      asked.push(nowMs)
      const reply = replies.length > 1 ? replies.shift() : replies[0]
      if (reply === 'offline' || reply === undefined) throw new TypeError('Failed to fetch')
      if (reply !== 200) return new Response('{}', { status: reply, headers: { 'retry-after': '2' } })
      return Response.json({ pass: 'p', expiresAt: new Date(nowMs + PASS_MS).toISOString() })
    },
    serverNow: () => nowMs,
    random: () => 0,
    schedule: (task, delayMs) => timers.push({ atMs: nowMs + delayMs, task }),
    onPass: () => {
      passes += 1
    },
  })
  async function advance(ms: number): Promise<void> {
    const untilMs = nowMs + ms
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      const due = timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
      if (!due) break
      nowMs = Math.max(nowMs, due.atMs)
      timers = timers.filter((timer) => timer !== due)
      due.task()
    }
    nowMs = untilMs
  }
  return { keeper, asked, advance, passes: () => passes }
}

describe('nobody is without a pass at zero', () => {
  it('it is renewed before it runs out, for as long as the page is open', async () => {
    const { keeper, asked, advance } = world([200])
    void keeper.keep(SLUG)
    await advance(60 * 60_000)
    const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0))
    expect(Math.max(...gaps)).toBeLessThan(PASS_MS)
    expect(asked.length).toBeLessThan(8)
  })

  it('asking twice at once asks the server once', async () => {
    const { keeper, asked, advance } = world([200])
    void keeper.keep(SLUG)
    void keeper.renew(SLUG)
    await advance(10)
    expect(asked).toHaveLength(1)
  })

  it('a busy shop is asked again no sooner than it says, and not for ever', async () => {
    const { keeper, asked, advance, passes } = world([503])
    void keeper.keep(SLUG)
    await advance(120_000)
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(2000)
    expect(asked.length).toBeLessThan(10)
    expect(passes()).toBe(0)
  })

  it('a network that comes back brings a pass', async () => {
    const { keeper, advance, passes } = world(['offline', 'offline', 200])
    void keeper.keep(SLUG)
    await advance(20_000)
    expect(passes()).toBe(1)
  })
})

import { describe, expect, it } from 'vitest'
import {
  HINT_READS_MAX,
  HINT_SPACING_MS,
  POLL_JITTER_MS,
  POLL_MS,
  type SaleSnapshot,
  watchSnapshot,
} from './watch-snapshot.ts'

function snapshotOf(version: number, free: number | null = 5): SaleSnapshot {
  return {
    sale: { id: 's', slug: 'first-light', opensAt: '', closesAt: '', phase: 'live' },
    items: [
      { id: 'i', priceCents: 7900, currency: 'EUR', state: 'low', free, paying: null, limitPerShopper: 1 },
    ],
    version,
    now: 0,
  }
}

type Reply = { version: number; free?: number } | 'unchanged' | 'offline' | 'broken'

/** A server that answers from a list (the last reply for ever), and a clock that moves only when told. */
function world(replies: Reply[]) {
  let nowMs = 0
  let timers: { id: number; atMs: number; task: () => void }[] = []
  let made = 0
  const reads: { atMs: number; tag: string | null }[] = []

  async function answer(_path: string, init: RequestInit): Promise<Response> {
    reads.push({ atMs: nowMs, tag: new Headers(init.headers).get('if-none-match') })
    const reply = replies.length > 1 ? replies.shift() : replies[0]
    if (reply === undefined || reply === 'offline') throw new TypeError('Failed to fetch')
    if (reply === 'unchanged') return new Response(null, { status: 304 })
    if (reply === 'broken') return new Response('busy', { status: 503 })
    return Response.json(snapshotOf(reply.version, reply.free ?? 5), {
      headers: { etag: `W/"${reply.version}"` },
    })
  }

  const watch = watchSnapshot('first-light', snapshotOf(1, 9), {
    fetch: answer,
    steadyNow: () => nowMs,
    random: () => 1,
    idleMs: (snapshot) => (snapshot.sale.phase === 'live' ? null : 15_000),
    schedule(task, delayMs) {
      made += 1
      timers.push({ id: made, atMs: nowMs + delayMs, task })
      return made
    },
    cancel(id) {
      timers = timers.filter((timer) => timer.id !== id)
    },
  })

  async function advance(ms: number): Promise<void> {
    const untilMs = nowMs + ms
    for (;;) {
      const due = timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
      if (!due) break
      nowMs = Math.max(nowMs, due.atMs)
      timers = timers.filter((timer) => timer !== due)
      due.task()
      // Every promise of the read has settled once the macrotask queue has been reached.
      await new Promise((resolve) => setImmediate(resolve))
    }
    nowMs = untilMs
  }
  return { watch, reads, advance, pending: () => timers.length }
}

describe('what the phone shows is at most two seconds old', () => {
  it('it reads again within two seconds, and sends the tag it has', async () => {
    const { watch, reads, advance } = world([{ version: 2 }, 'unchanged'])
    watch.wake()
    await advance(10_000)
    const gaps = reads.slice(1).map((read, index) => read.atMs - (reads[index]?.atMs ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(POLL_MS + POLL_JITTER_MS)
    expect(POLL_MS + POLL_JITTER_MS).toBeLessThan(2000)
    expect(reads[0]?.tag).toBeNull()
    expect(reads.slice(1).every((read) => read.tag === 'W/"2"')).toBe(true)
  })

  it('an unchanged answer makes what is shown fresh without changing it', async () => {
    const { watch, advance } = world([{ version: 2, free: 4 }, 'unchanged'])
    watch.wake()
    await advance(5000)
    expect(watch.getState().snapshot.items[0]?.free).toBe(4)
    expect(5000 - (watch.getState().confirmedAtMs ?? 0)).toBeLessThan(2000)
  })

  it('without a network it says so, keeps the last time it was sure of, and asks less and less often', async () => {
    const { watch, reads, advance } = world([{ version: 2 }, 'offline'])
    watch.wake()
    await advance(60_000)
    expect(watch.getState().isReachable).toBe(false)
    expect(watch.getState().confirmedAtMs).toBe(0)
    expect(reads.length).toBeLessThan(14)
    watch.wake()
    await advance(0)
    expect(reads.at(-1)?.atMs).toBe(60_000)
  })

  it('an error of the server is not taken for news', async () => {
    const { watch, advance } = world([{ version: 2, free: 4 }, 'broken'])
    watch.wake()
    await advance(4000)
    expect(watch.getState().snapshot.items[0]?.free).toBe(4)
    expect(watch.getState().isReachable).toBe(false)
  })

  it('an older answer never replaces a newer one', async () => {
    const { watch, advance } = world([{ version: 5, free: 1 }, { version: 4, free: 8 }, 'unchanged'])
    watch.wake()
    await advance(1700)
    expect(watch.getState().snapshot.version).toBe(5)
    expect(watch.getState().snapshot.items[0]?.free).toBe(1)
  })
})

describe('hints', () => {
  it('a burst costs one read, soon', async () => {
    const { watch, reads, advance } = world([{ version: 2 }])
    watch.wake()
    await advance(10)
    for (let times = 0; times < 50; times += 1) watch.hint()
    await advance(HINT_SPACING_MS)
    expect(reads.length).toBe(2)
  })

  it('an answer from before what was hinted at is followed by another read, soon', async () => {
    const { watch, reads, advance } = world([
      { version: 2 },
      'unchanged',
      { version: 3, free: 1 },
      'unchanged',
    ])
    watch.wake()
    await advance(1000)
    watch.hint(3)
    await advance(HINT_SPACING_MS)
    expect(watch.getState().snapshot.version).toBe(3)
    expect(reads.map(({ atMs }) => atMs)).toEqual([0, 1000, 1000 + HINT_SPACING_MS])
    await advance(1000)
    expect(reads.length).toBe(3)
  })

  it('a hint of what never comes does not make a phone ask without end', async () => {
    const { watch, reads, advance } = world([{ version: 2 }])
    watch.wake()
    await advance(10)
    watch.hint(Number.MAX_SAFE_INTEGER)
    await advance(HINT_SPACING_MS * 40)
    const often = Math.ceil((HINT_SPACING_MS * 40) / POLL_MS)
    expect(reads.length).toBeLessThanOrEqual(often + HINT_READS_MAX + 2)
  })

  it('a page nobody sees asks nothing, and catches up at once when it is seen', async () => {
    const { watch, reads, advance, pending } = world([{ version: 2 }])
    watch.wake()
    await advance(10)
    watch.pause()
    watch.hint()
    await advance(60_000)
    expect(reads.length).toBe(1)
    expect(pending()).toBe(0)
    watch.wake()
    await advance(0)
    expect(reads.length).toBe(2)
  })
})

import { describe, expect, it } from 'vitest'
import { isBusy } from '#lib/http/busy.ts'
import { createSnapshots, FRESH_MS, READ_AGAIN_MS, STALE_MAX_MS } from './snapshot.ts'
import { isSameTag, phaseAt, type StoredSnapshot, snapshotText } from './snapshot-text.ts'

const opensAtMs = Date.parse('2026-11-22T12:00:00.000Z')
const closesAtMs = Date.parse('2026-11-22T13:00:00.000Z')
const stored: StoredSnapshot = {
  sale: {
    id: '6f1c3f2e-0000-4000-8000-000000000001',
    slug: 'first-light',
    opensAt: '2026-11-22T12:00:00.000Z',
    closesAt: '2026-11-22T13:00:00.000Z',
    status: 'scheduled',
  },
  items: [],
  version: 1,
}
const away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })

/** Snapshots over a database that the test plays, and clocks that only move when told. */
function stage() {
  const state = {
    nowMs: opensAtMs - 5000,
    steadyMs: 0,
    reads: 0,
    answer: async (): Promise<StoredSnapshot | null> => stored,
  }
  const snapshots = createSnapshots({
    read: () => {
      state.reads += 1
      return state.answer()
    },
    databaseNowMs: () => state.nowMs,
    steadyNowMs: () => state.steadyMs,
  })
  const pass = (ms: number) => {
    state.nowMs += ms
    state.steadyMs += ms
  }
  return { snapshots, state, pass }
}

describe('snapshots', () => {
  it('read the database once for everybody who asks at the same time and for a quarter of a second', async () => {
    const { snapshots, state, pass } = stage()
    const texts = await Promise.all(Array.from({ length: 100 }, () => snapshots.getSnapshot('first-light')))
    expect(state.reads).toBe(1)
    expect(new Set(texts.map((text) => text?.answer.body)).size).toBe(1)
    pass(READ_AGAIN_MS - 1)
    await snapshots.getSnapshot('first-light')
    expect(state.reads).toBe(1)
    pass(FRESH_MS)
    await Promise.all(Array.from({ length: 100 }, () => snapshots.getSnapshot('first-light')))
    expect(state.reads).toBe(2)
  })

  it('are read again before they are too old, once, so that nobody of a steady stream waits for the database', async () => {
    const { snapshots, state, pass } = stage()
    await snapshots.getSnapshot('first-light')
    let finish: (stored: StoredSnapshot) => void = () => undefined
    state.answer = () => new Promise((resolve) => (finish = resolve))
    pass(READ_AGAIN_MS)
    for (let n = 0; n < 5; n += 1) expect(snapshots.getSnapshot('first-light')).not.toBeInstanceOf(Promise)
    expect(state.reads).toBe(2)
    finish({ ...stored, version: 2 })
    await new Promise((resolve) => setImmediate(resolve))
    const renewed = await snapshots.getSnapshot('first-light')
    expect(JSON.parse(String(renewed?.answer.body)).version).toBe(2)
    pass(FRESH_MS)
    expect(snapshots.getSnapshot('first-light')).toBeInstanceOf(Promise)
  })

  it('flip the phase at opening and closing without waiting for the next reading', async () => {
    const { snapshots, state } = stage()
    const phase = async (nowMs: number) => {
      state.nowMs = nowMs
      return JSON.parse(String((await snapshots.getSnapshot('first-light'))?.answer.body)).sale.phase
    }
    expect(await phase(opensAtMs - 1)).toBe('upcoming')
    expect(await phase(opensAtMs)).toBe('live')
    expect(await phase(closesAtMs - 1)).toBe('live')
    expect(await phase(closesAtMs)).toBe('ended')
    expect(state.reads).toBe(1)
  })

  it('are shown for two seconds while the database is away, and not longer', async () => {
    const { snapshots, state, pass } = stage()
    await snapshots.getSnapshot('first-light')
    state.answer = async () => {
      throw away
    }
    pass(STALE_MAX_MS - 1)
    expect(await snapshots.getSnapshot('first-light')).not.toBeNull()
    pass(1)
    await expect(snapshots.getSnapshot('first-light')).rejects.toSatisfy(isBusy)
    state.answer = async () => stored
    expect(await snapshots.getSnapshot('first-light')).not.toBeNull()
  })

  it('do not hide a mistake of ours behind an old snapshot', async () => {
    const { snapshots, state, pass } = stage()
    await snapshots.getSnapshot('first-light')
    state.answer = async () => {
      throw new Error('shape')
    }
    pass(FRESH_MS)
    await expect(snapshots.getSnapshot('first-light')).rejects.toThrow('shape')
  })

  it('remember for a second that a sale does not exist, and notice when it does', async () => {
    const { snapshots, state, pass } = stage()
    state.answer = async () => null
    for (let n = 0; n < 5; n += 1) expect(await snapshots.getSnapshot('soon')).toBeNull()
    expect(state.reads).toBe(1)
    state.answer = async () => stored
    pass(1000)
    expect(await snapshots.getSnapshot('soon')).not.toBeNull()
  })

  it('ask the database about nothing that cannot be a slug, and refuse a flood of made-up ones', async () => {
    const { snapshots, state } = stage()
    for (const slug of ['', 'A', 'a b', '-a', 'a--b', 'a'.repeat(81), '../x'])
      expect(await snapshots.getSnapshot(slug)).toBeNull()
    expect(state.reads).toBe(0)
    state.answer = () => new Promise(() => undefined)
    for (let n = 0; n < 64; n += 1) void snapshots.getSnapshot(`made-up-${n}`)
    await expect(snapshots.getSnapshot('one-more')).rejects.toSatisfy(isBusy)
  })

  it('know the id of a sale without reading it again', async () => {
    const { snapshots, state, pass } = stage()
    await snapshots.getSaleId('first-light')
    pass(60_000)
    expect(await snapshots.getSaleId('first-light')).toBe(stored.sale.id)
    expect(state.reads).toBe(1)
  })
})

describe('the text of a snapshot', () => {
  it('keeps its tag while only the time goes on, and changes it with whatever a shopper can see', () => {
    const tag = (change: Partial<StoredSnapshot>, nowMs = opensAtMs) =>
      snapshotText({ ...stored, ...change }, nowMs).etag
    expect(tag({}, opensAtMs + 1)).toBe(tag({}))
    expect(tag({ version: 2 })).not.toBe(tag({}))
    expect(tag({}, closesAtMs)).not.toBe(tag({}))
    expect(tag({ sale: { ...stored.sale, status: 'paused' } })).not.toBe(tag({}))
  })

  it('never tells the merchant’s word for the state of a sale', () => {
    expect(Object.keys(JSON.parse(String(snapshotText(stored, opensAtMs).answer.body)).sale)).not.toContain(
      'status',
    )
  })

  it('is recognised by any spelling of If-None-Match', () => {
    for (const header of ['W/"x"', '"x"', '"y", W/"x"', '*']) expect(isSameTag(header, 'W/"x"')).toBe(true)
    for (const header of [undefined, '', '"xx"', 'x']) expect(isSameTag(header, 'W/"x"')).toBe(false)
  })

  it('says ended for whatever can no longer be bought, also before it ever opened', () => {
    const at = (status: StoredSnapshot['sale']['status'], nowMs: number) =>
      phaseAt({ ...stored.sale, status }, nowMs)
    expect(at('cancelled', opensAtMs - 1)).toBe('ended')
    expect(at('closed', opensAtMs)).toBe('ended')
    expect(at('paused', opensAtMs - 1)).toBe('upcoming')
    expect(at('paused', opensAtMs)).toBe('paused')
    expect(at('paused', closesAtMs)).toBe('ended')
  })
})

import { describe, expect, it } from 'vitest'
import { createKnownRefusals, type ItemReading, MEMORY_MS, READ_AGAIN_MS } from './known-refusals.ts'

const soldOut: ItemReading = {
  status: 'scheduled',
  opensAtMs: 1_000_000,
  closesAtMs: 9_000_000,
  free: 0,
  held: 0,
  limitPerShopper: 2,
  version: 7,
}

/** A memory whose item was just read as given, with one shopper who had a claim. */
async function knowing(reading: Partial<ItemReading>, nowMs = 5_000_000) {
  const state = {
    reading: { ...soldOut, ...reading },
    nowMs,
    steadyMs: 0,
    claimantsVersion: 7,
    reads: 0,
    isAway: false,
  }
  const known = createKnownRefusals({
    readItem: async () => {
      state.reads += 1
      if (state.isAway) throw new Error('away')
      return state.reading
    },
    readClaimants: async () => ({ version: state.claimantsVersion, shopperIds: new Set(['holder']) }),
    databaseNowMs: () => state.nowMs,
    steadyNowMs: () => state.steadyMs,
  })
  known.remember('item')
  await new Promise((resolve) => setImmediate(resolve))
  return { known, state }
}

describe('known refusals', () => {
  it('tells a stranger that a sold-out item is sold out', async () => {
    const { known } = await knowing({})
    expect(known.refusalFor('item', 'stranger', 1)).toBe('sold_out')
  })

  it('never answers for somebody who ever had a claim on the item: their request may be a repeat', async () => {
    const { known } = await knowing({})
    expect(known.refusalFor('item', 'holder', 1)).toBeNull()
  })

  it('leaves more than the limit to the database, which says limit_reached', async () => {
    const { known } = await knowing({})
    expect(known.refusalFor('item', 'stranger', 3)).toBeNull()
  })

  it('never says sold_out while a unit is free or held', async () => {
    expect((await knowing({ free: 1 })).known.refusalFor('item', 'stranger', 1)).toBeNull()
    expect((await knowing({ held: 1 })).known.refusalFor('item', 'stranger', 1)).toBeNull()
  })

  it('believes nothing older than a quarter of a second: it reads again, once, and whoever asks meanwhile waits', async () => {
    const { known, state } = await knowing({})
    state.steadyMs = MEMORY_MS + 1
    const asked = Array.from({ length: 50 }, () => known.refusalFor('item', 'stranger', 1))
    expect(asked.every((one) => one instanceof Promise)).toBe(true)
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['sold_out']))
    expect(state.reads).toBe(2)
    expect(known.refusalFor('item', 'stranger', 1)).toBe('sold_out')
  })

  it('sends whoever waited to the database when the reading says that units are there, or fails', async () => {
    const { known, state } = await knowing({})
    state.steadyMs = MEMORY_MS + 1
    state.reading = { ...soldOut, free: 1, version: 8 }
    expect(await known.refusalFor('item', 'stranger', 1)).toBeNull()
    const failing = await knowing({})
    failing.state.steadyMs = MEMORY_MS + 1
    failing.state.isAway = true
    expect(await failing.known.refusalFor('item', 'stranger', 1)).toBeNull()
  })

  it('sends whoever waited to the database when units moved during the reading', async () => {
    const { known, state } = await knowing({})
    state.steadyMs = MEMORY_MS + 1
    const asked = known.refusalFor('item', 'stranger', 1)
    known.forget('item')
    expect(await asked).toBeNull()
  })

  it('lets no more wait for a reading than four thousand', async () => {
    const { known, state } = await knowing({})
    state.steadyMs = MEMORY_MS + 1
    const asked = Array.from({ length: 4001 }, () => known.refusalFor('item', 'stranger', 1))
    expect(asked.filter((one) => one === null)).toHaveLength(1)
    await Promise.all(asked)
    state.steadyMs += MEMORY_MS + 1
    expect(known.refusalFor('item', 'stranger', 1)).toBeInstanceOf(Promise)
  })

  it('reads again before it has to forget, so that losers who keep coming never reach the database', async () => {
    const { known, state } = await knowing({})
    for (let round = 1; round <= 10; round += 1) {
      state.steadyMs += READ_AGAIN_MS + 1
      expect(known.refusalFor('item', 'stranger', 1)).toBe('sold_out')
      await new Promise((resolve) => setImmediate(resolve))
      expect(state.reads).toBe(1 + round)
    }
  })

  it('stops reading an item that can be claimed again', async () => {
    const { known, state } = await knowing({})
    state.reading = { ...soldOut, free: 1, version: 8 }
    for (let round = 0; round < 3; round += 1) {
      state.steadyMs += READ_AGAIN_MS + 1
      known.refusalFor('item', 'stranger', 1)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(state.reads).toBe(2)
    expect(known.refusalFor('item', 'stranger', 1)).toBeNull()
  })

  it('answers nothing while the claimants it knows are of another version of the item', async () => {
    const { known, state } = await knowing({})
    state.steadyMs = MEMORY_MS + 1
    state.reading = { ...soldOut, version: 8 }
    expect(await known.refusalFor('item', 'stranger', 1)).toBeNull()
    expect(known.refusalFor('item', 'stranger', 1)).toBeNull()
  })

  it('forgets at once when units moved', async () => {
    const { known } = await knowing({})
    known.forget('item')
    expect(known.refusalFor('item', 'stranger', 1)).toBeNull()
  })

  it('lets the database decide around the instants of opening and closing', async () => {
    expect((await knowing({ free: 5 }, 1_000_000 - 101)).known.refusalFor('item', 'x', 1)).toBe('not_open')
    expect((await knowing({ free: 5 }, 1_000_000 - 99)).known.refusalFor('item', 'x', 1)).toBeNull()
    expect((await knowing({ free: 0 }, 1_000_000 + 99)).known.refusalFor('item', 'x', 1)).toBeNull()
    expect((await knowing({ free: 0 }, 9_000_000 - 99)).known.refusalFor('item', 'x', 1)).toBeNull()
    expect((await knowing({ free: 5 }, 9_000_000 + 99)).known.refusalFor('item', 'x', 1)).toBeNull()
    expect((await knowing({ free: 5 }, 9_000_000 + 100)).known.refusalFor('item', 'x', 1)).toBe('closed')
  })

  it('says not_open for a paused sale and closed for one the merchant ended', async () => {
    expect((await knowing({ status: 'paused' })).known.refusalFor('item', 'x', 1)).toBe('not_open')
    expect((await knowing({ status: 'closed' })).known.refusalFor('item', 'x', 1)).toBe('closed')
    expect((await knowing({ status: 'cancelled' })).known.refusalFor('item', 'x', 1)).toBe('closed')
  })
})

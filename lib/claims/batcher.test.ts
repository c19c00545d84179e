import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBusy } from '#lib/http/busy.ts'
import { type BatcherSettings, createBatcher, type Failure } from './batcher.ts'

type Settings = BatcherSettings<number, string>

/** Batches that wait until the test lets them go, in the order they departed. */
function stage(overrides: Partial<Settings> = {}) {
  const departed: { key: string; batch: readonly number[]; go(): void; fail(error: unknown): void }[] = []
  const batcher = createBatcher<number, string>({
    run: (key, batch) =>
      new Promise((resolve, reject) => {
        departed.push({ key, batch, go: () => resolve(batch.map((n) => `${key}${n}`)), fail: reject })
      }),
    lanes: 1,
    batchMax: 100,
    queueMax: 1000,
    totalQueueMax: 5000,
    judge: () => 'refused',
    ...overrides,
  })
  return { batcher, departed }
}

/** Lets everything that is already settled run its course. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A batch whose connection broke is repeated a turn of the event loop later. */
const repeated = async () => {
  await settled()
  await settled()
}

class Failed extends Error {
  readonly kind: Failure
  constructor(kind: Failure) {
    super(kind)
    this.kind = kind
  }
}
const judge = (error: unknown): Failure => (error instanceof Failed ? error.kind : 'refused')

describe('batcher', () => {
  it('sends a lone request at once, and gathers whoever comes while it is under way', async () => {
    const { batcher, departed } = stage()
    const answers = [1, 2, 3].map((n) => batcher.submit('a', n))
    expect(departed.map((one) => one.batch)).toEqual([[1]])
    departed[0]?.go()
    await settled()
    expect(departed.map((one) => one.batch)).toEqual([[1], [2, 3]])
    departed[1]?.go()
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3'])
  })

  it('lets no sale wait for another', async () => {
    const { batcher, departed } = stage()
    void batcher.submit('a', 1)
    const other = batcher.submit('b', 2)
    departed[1]?.go()
    expect(await other).toBe('b2')
  })

  it('never has more batches of a sale under way than it has lanes', async () => {
    const { batcher, departed } = stage({ lanes: 2, batchMax: 1 })
    for (const n of [1, 2, 3, 4]) void batcher.submit('a', n)
    expect(departed).toHaveLength(2)
    departed[0]?.go()
    await settled()
    expect(departed).toHaveLength(3)
  })

  it('says busy at once when the queue of a sale is full, and takes requests again when it is not', async () => {
    const { batcher, departed } = stage({ queueMax: 2, batchMax: 2 })
    for (const n of [1, 2, 3]) void batcher.submit('a', n)
    expect([batcher.hasRoom('a'), batcher.hasRoom('b')]).toEqual([false, true])
    await expect(batcher.submit('a', 4)).rejects.toSatisfy(isBusy)
    departed[0]?.go()
    await settled()
    void batcher.submit('a', 5)
    expect(batcher.waiting).toBe(1)
  })

  it('holds a crowd that stays to the room there is under overload', async () => {
    let nowMs = 0
    const overload = { burstMs: 250, waitMaxMs: 0, steadyNowMs: () => nowMs }
    const { batcher, departed } = stage({ batchMax: 2, queueMax: 100, overload })
    for (let n = 0; n < 41; n += 1) void batcher.submit('a', n)
    for (let n = 0; n < 20; n += 1) {
      // The first full batch departs after 20 ms, when the lone one is back.
      expect(batcher.hasRoom('a')).toBe(nowMs < 270 || batcher.waiting < 2)
      nowMs += 20
      departed.at(-1)?.go()
      await settled()
    }
    departed.at(-1)?.go()
    await settled()
    // The next one departs alone: the crowd is gone, and a burst may wait again.
    void batcher.submit('a', 41)
    for (let n = 0; n < 100; n += 1) void batcher.submit('a', n)
    expect(batcher.waiting).toBe(100)
    await expect(batcher.submit('a', 100)).rejects.toSatisfy(isBusy)
  })

  it('says busy when all sales together wait too much', async () => {
    const { batcher } = stage({ totalQueueMax: 1 })
    for (const key of ['a', 'b', 'a']) void batcher.submit(key, 1)
    await expect(batcher.submit('b', 2)).rejects.toSatisfy(isBusy)
  })

  it('tries each request alone when a batch fails, so that a poisonous one harms nobody else', async () => {
    const runs: (readonly number[])[] = []
    const batcher = createBatcher<number, string>({
      run: async (_key, batch) => {
        runs.push(batch)
        if (batch.includes(3)) throw new Error('poison')
        return batch.map(String)
      },
      lanes: 1,
      batchMax: 100,
      queueMax: 100,
      totalQueueMax: 100,
      judge,
    })
    const answers = await Promise.allSettled([1, 2, 3, 4].map((n) => batcher.submit('a', n)))
    expect(answers.map((answer) => answer.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    // The poisonous one was in the batch and once alone; nobody was tried a third time.
    expect(runs).toEqual([[1], [2, 3, 4], [2], [3], [4]])
  })

  it('repeats a batch once, unchanged, when its connection broke', async () => {
    const { batcher, departed } = stage({ judge })
    const answer = batcher.submit('a', 7)
    departed[0]?.fail(new Failed('lost'))
    await repeated()
    expect(departed.map((one) => one.batch)).toEqual([[7], [7]])
    departed[1]?.go()
    expect(await answer).toBe('a7')
  })

  it('refuses everybody when the connection breaks twice, and works on once it is back', async () => {
    const { batcher, departed } = stage({ judge })
    const lost = batcher.submit('a', 1)
    departed[0]?.fail(new Failed('lost'))
    await repeated()
    departed[1]?.fail(new Failed('lost'))
    await expect(lost).rejects.toThrow('lost')
    await settled()
    const next = batcher.submit('a', 2)
    departed[2]?.go()
    expect(await next).toBe('a2')
  })

  it('does not try anybody alone when nobody answers, nor lets those who wait find out for themselves', async () => {
    const { batcher, departed } = stage({ judge, batchMax: 2 })
    const first = batcher.submit('a', 1)
    const others = [2, 3, 4, 5].map((n) => batcher.submit('a', n))
    const elsewhere = batcher.submit('b', 6)
    departed[0]?.go()
    await first
    await settled()
    departed.at(-1)?.fail(new Failed('away'))
    await Promise.all(others.map((one) => expect(one).rejects.toThrow('away')))
    expect(departed.map((one) => one.batch)).toEqual([[1], [6], [2, 3]])
    expect(batcher.waiting).toBe(0)
    departed[1]?.go()
    expect(await elsewhere).toBe('b6')
    const next = batcher.submit('a', 7)
    departed.at(-1)?.go()
    expect(await next).toBe('a7')
  })

  it('fails loudly instead of giving somebody another one’s answer', async () => {
    const { batcher } = stage({ run: async () => [] })
    await expect(batcher.submit('a', 1)).rejects.toThrow('a batch of 1 got 0 answers')
  })

  it('finishes what it has taken when it is flushed, and takes nothing more', async () => {
    const { batcher, departed } = stage()
    const answers = [1, 2].map((n) => batcher.submit('a', n))
    let isFlushed = false
    const flushed = batcher.flush().then(() => {
      isFlushed = true
    })
    await expect(batcher.submit('a', 3)).rejects.toSatisfy(isBusy)
    departed[0]?.go()
    await settled()
    expect(isFlushed).toBe(false)
    departed[1]?.go()
    await flushed
    expect(await Promise.all(answers)).toEqual(['a1', 'a2'])
  })

  it('gives every request its own answer, in order within a sale, whatever comes when', async () => {
    const arrivals = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), pause: fc.boolean() }), {
      maxLength: 60,
    })
    const shapes = fc.record({
      lanes: fc.integer({ min: 1, max: 3 }),
      batchMax: fc.integer({ min: 1, max: 7 }),
    })
    await fc.assert(
      fc.asyncProperty(arrivals, shapes, async (plan, { lanes, batchMax }) => {
        const ran = new Map<string, number[]>()
        let underWay = 0
        const batcher = createBatcher<number, string>({
          run: async (key, batch) => {
            underWay += 1
            expect(batch.length).toBeLessThanOrEqual(batchMax)
            expect(underWay).toBeLessThanOrEqual(lanes * 3)
            ran.set(key, [...(ran.get(key) ?? []), ...batch])
            await settled()
            underWay -= 1
            return batch.map((n) => `${key}${n}`)
          },
          lanes,
          batchMax,
          queueMax: 1000,
          totalQueueMax: 1000,
          judge,
        })
        const answers: Promise<string>[] = []
        for (const [n, arrival] of plan.entries()) {
          answers.push(batcher.submit(arrival.key, n))
          if (arrival.pause) await settled()
        }
        expect(await Promise.all(answers)).toEqual(plan.map((arrival, n) => `${arrival.key}${n}`))
        for (const order of ran.values()) expect(order).toEqual(order.toSorted((a, b) => a - b))
        await batcher.flush()
        expect(batcher.waiting).toBe(0)
      }),
    )
  })
})

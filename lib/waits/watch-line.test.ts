import { describe, expect, it } from 'vitest'
import type { MyWait } from './wait.ts'
import { watchLine } from './watch-line.ts'

const wait = (change: Partial<MyWait>) =>
  ({ status: 'waiting', aheadAtMost: 0, claimId: null, ...change }) as MyWait

/** A phone whose timers fire when the test says so. */
function phone(waits: MyWait[]) {
  const state = { claims: [], waits }
  const listeners: (() => void)[] = []
  const timers = new Map<number, { task: () => void; delayMs: number }>()
  let made = 0
  let reads = 0
  let isHeard = true
  const line = watchLine({
    mine: {
      getState: () => state,
      subscribe(listener) {
        listeners.push(listener)
        return () => {}
      },
      async read() {
        reads += 1
        for (const listener of listeners) listener()
        return isHeard
      },
    },
    random: () => 0.5,
    schedule(task, delayMs) {
      made += 1
      timers.set(made, { task, delayMs })
      return made
    },
    cancel: (timer) => void timers.delete(timer),
  })
  return {
    line,
    state,
    reads: () => reads,
    delays: () => [...timers.values()].map(({ delayMs }) => delayMs),
    setHeard: (value: boolean) => {
      isHeard = value
    },
    change: () => {
      for (const listener of listeners) listener()
    },
    async fire() {
      const [first] = timers
      if (!first) throw new Error('nothing is planned')
      timers.delete(first[0])
      first[1].task()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('the phone asks about its place in line', () => {
  it('never while it stands in none, and as soon as it does', () => {
    const device = phone([])
    expect(device.delays()).toEqual([])
    device.state.waits = [wait({})]
    device.change()
    expect(device.delays()).toEqual([2000])
  })

  it('the more seldom the further back, and about the nearest of several places', () => {
    expect(phone([wait({ aheadAtMost: 30 })]).delays()).toEqual([5000])
    expect(phone([wait({ aheadAtMost: 9000 })]).delays()).toEqual([15_000])
    expect(phone([wait({ aheadAtMost: 9000 }), wait({ aheadAtMost: 10 })]).delays()).toEqual([3000])
  })

  it('again and again with one timer, until it is served', async () => {
    const device = phone([wait({})])
    await device.fire()
    await device.fire()
    expect(device.reads()).toBe(2)
    expect(device.delays()).toEqual([2000])
    device.state.waits = [wait({ status: 'lapsed' })]
    device.change()
    expect(device.delays()).toEqual([])
  })

  it('at once when the stock moves and it is near the front; the rest of the line stays asleep', () => {
    const near = phone([wait({ aheadAtMost: 10 })])
    near.line.noticeStock()
    near.line.noticeStock()
    expect(near.delays()).toEqual([150])
    const far = phone([wait({ aheadAtMost: 11 })])
    far.line.noticeStock()
    expect(far.delays()).toEqual([3100])
  })

  it('less and less often while nobody answers, whatever the stock does', async () => {
    const device = phone([wait({})])
    device.setHeard(false)
    await device.fire()
    expect(device.delays()).toEqual([4000])
    await device.fire()
    device.line.noticeStock()
    expect(device.delays()).toEqual([8000])
    for (let round = 0; round < 8; round += 1) await device.fire()
    expect(device.delays()).toEqual([30_000])
  })

  it('goes on while an offer is gone from the list and nobody has said how it ended', () => {
    expect(phone([wait({ status: 'offered', claimId: 'c' })]).delays()).toEqual([2000])
  })
})

import { describe, expect, it } from 'vitest'
import { createServerClock, SAMPLES_PER_RUN } from './server-clock.ts'

const SERVER_START_MS = 1_800_000_000_000

/** A phone whose clock is `wrongByMs` off, and a network with one (out, back) pair of delays per request. */
function phone(wrongByMs: number, trips: readonly (readonly [number, number])[]) {
  let steadyMs = 5_000
  let sleptMs = 0
  let asked = 0
  const serverNow = () => SERVER_START_MS + steadyMs + sleptMs
  return {
    serverNow,
    asked: () => asked,
    pass: (ms: number) => {
      steadyMs += ms
    },
    sleep: (ms: number) => {
      sleptMs += ms
    },
    source: {
      steadyNow: () => steadyMs,
      wallNow: () => serverNow() + wrongByMs,
      async askServer() {
        const trip = trips[asked % trips.length]
        asked += 1
        if (!trip) throw new Error('offline')
        steadyMs += trip[0]
        const answer = serverNow()
        steadyMs += trip[1]
        return answer
      },
    },
  }
}

describe('the clock is the same for everyone', () => {
  it('two phones whose clocks differ by minutes agree within 100 ms', async () => {
    const fast = phone(7 * 60_000, [[90, 30]])
    const slow = phone(-4 * 60_000, [[10, 60]])
    const clocks = [fast, slow].map((each) => createServerClock(each.source))
    await Promise.all(clocks.map((clock) => clock.sample()))
    const errors = [fast, slow].map((each, index) => (clocks[index]?.now() ?? 0) - each.serverNow())
    expect(Math.abs((errors[0] ?? 999) - (errors[1] ?? 999))).toBeLessThan(100)
  })

  it('the sample with the smallest round trip wins, wherever in the run it came', async () => {
    const device = phone(0, [
      [900, 100],
      [60, 40],
      [2000, 10],
    ])
    const clock = createServerClock(device.source)
    await clock.sample()
    expect(clock.uncertaintyMs()).toBe(50)
    expect(Math.abs(clock.now() - device.serverNow())).toBeLessThanOrEqual(50)
  })

  it('a run takes a handful of samples and stops early when one cannot be beaten', async () => {
    const far = phone(0, [[100, 100]])
    await createServerClock(far.source).sample()
    expect(far.asked()).toBe(SAMPLES_PER_RUN)
    const near = phone(0, [[5, 5]])
    await createServerClock(near.source).sample()
    expect(near.asked()).toBe(1)
  })

  it('without a network it goes on from the time the page was made with, not from the phone', async () => {
    const device = phone(60_000, [])
    const clock = createServerClock(device.source, device.serverNow())
    await clock.sample()
    device.pass(2_000)
    expect(clock.now()).toBe(device.serverNow())
    expect(clock.uncertaintyMs()).toBe(Number.POSITIVE_INFINITY)
  })

  it('setting the phone’s clock while the page is open changes nothing', async () => {
    const device = phone(0, [[10, 10]])
    let wallShiftMs = 0
    const clock = createServerClock({
      ...device.source,
      wallNow: () => device.source.wallNow() + wallShiftMs,
    })
    await clock.sample()
    wallShiftMs = -3_600_000
    clock.noticeSleep()
    expect(Math.abs(clock.now() - device.serverNow())).toBeLessThanOrEqual(10)
  })

  it('a sleep in which the steady counter stood still is made up for at once', async () => {
    const device = phone(0, [[10, 10]])
    const clock = createServerClock(device.source)
    await clock.sample()
    device.sleep(90_000)
    expect(device.serverNow() - clock.now()).toBeGreaterThan(80_000)
    clock.noticeSleep()
    expect(Math.abs(clock.now() - device.serverNow())).toBeLessThanOrEqual(10)
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Crash } from '#local/postgres/crash.ts'
import { baseSeed } from '../shoppers/random.ts'
import { killPostgres, silenceMs, untilTheRushIsOn } from '../world/faults.ts'
import { playRound, say } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

/** From the kill to the next acknowledged claim: dying, starting, recovering, the shop noticing, on a busy machine. */
const RECOVERY_LIMIT_MS = 15_000

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 1 })
})
afterAll(() => world.stop())

const seed = baseSeed
const rounds: [Crash, number][] = [
  ['everything', seed],
  ['postmaster', seed + 1],
  ['backend', seed + 2],
]

it.each(rounds)(
  'kill -9 of Postgres (%s) in the rush loses no acknowledged claim, doubles none, and the shop recovers (seed %i)',
  async (what, seed) => {
    let killedAtMs = 0
    const report = await playRound(world, {
      name: `Postgres killed, ${what}`,
      seed,
      plan: {
        shoppers: 120,
        items: 2,
        durationMs: 20_000,
        pauseMs: 250,
        servers: 1,
        weights: { claim: 8, retry: 2, release: 3, pay: 2, pay_late: 1, decline: 1 },
        twice: 0.2,
        givesUp: 0.1,
        maxQuantity: 2,
      },
      sale: { stock: 5000, limit: 50, holdSeconds: 30, paySeconds: 20 },
      async meanwhile(round) {
        await untilTheRushIsOn(round)
        killedAtMs = performance.now()
        await killPostgres(world, what, round)
      },
    })
    const tookMs = silenceMs(report, killedAtMs)
    say(`no claim was acknowledged for ${tookMs?.toFixed(0)} ms`)
    expect(tookMs).not.toBeNull()
    expect(tookMs).toBeLessThan(RECOVERY_LIMIT_MS)
    expect(report.counts.get('claim new')).toBeGreaterThan(50)
  },
)

import { afterAll, beforeAll, expect, it } from 'vitest'
import { waitUntil } from '#local/processes.ts'
import { baseSeed } from '../shoppers/random.ts'
import { amidClaims, silenceMs, startAgain, untilTheRushIsOn } from '../world/faults.ts'
import { type Meanwhile, playRound, say } from '../world/round.ts'
import { killShop, killWorker, SHOP, workersOf } from '../world/shop-server.ts'
import { startWorld, type World } from '../world/world.ts'

/** A start from nothing loads Next; on two busy cores that takes seconds. */
const RECOVERY_LIMIT_MS = 20_000
const TWO_WORKERS_WITHIN_MS = 20_000

let world: World
beforeAll(async () => {
  world = await startWorld({ kind: SHOP })
}, 300_000)
afterAll(() => world.stop())

const seed = baseSeed
/** In two rounds of three the kill waits until claims are under way; in the third it comes as it comes. */
const rounds = ['a worker', 'the whole server'].flatMap((what, nth) =>
  [true, true, false].map((isAmid, round): [string, number, boolean] => [
    what,
    seed + 10 * nth + round,
    isAmid,
  ]),
)

it.each(rounds)(
  'kill -9 of %s of the real shop in the rush: it comes back by itself, and everybody gets their one claim (seed %i)',
  async (what, seed, isAmid) => {
    const [server] = world.servers
    if (!server) throw new Error('There is one server.')
    const hasTwoWorkers = () => waitUntil(() => workersOf(server).length === 2, TWO_WORKERS_WITHIN_MS)
    expect(await hasTwoWorkers()).toBe(true)
    let killedAtMs = 0
    const report = await playRound(world, {
      name: `${what} killed`,
      seed,
      plan: {
        shoppers: 100,
        items: 2,
        durationMs: 20_000,
        pauseMs: 300,
        servers: 1,
        weights: { claim: 8, retry: 3, release: 3, wait: 1, pay: 1, lapse: 1 },
        twice: 0.3,
        givesUp: 0.1,
        maxQuantity: 2,
      },
      sale: { stock: 1000, limit: 50, holdSeconds: 3, paySeconds: 3 },
      async meanwhile(round) {
        await untilTheRushIsOn(round)
        const kill = async (round: Meanwhile) => {
          killedAtMs = performance.now()
          await (what === 'a worker' ? killWorker(server, round) : killShop(server, round))
        }
        await (isAmid ? amidClaims(round, 'server 1', () => kill(round)) : kill(round))
        if (what !== 'a worker') await startAgain(server, round)
      },
    })
    const tookMs = silenceMs(report, killedAtMs)
    say(`no claim was acknowledged for ${tookMs?.toFixed(0)} ms`)
    expect(tookMs).not.toBeNull()
    expect(tookMs).toBeLessThan(RECOVERY_LIMIT_MS)
    const lost = report.exchanges.filter((one) => one.outcome?.code === 'ECONNRESET').length
    say(`${lost} requests were lost`)
    if (isAmid) expect(lost).toBeGreaterThan(0)
    expect(await hasTwoWorkers()).toBe(true)
  },
)

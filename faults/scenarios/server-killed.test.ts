import { afterAll, beforeAll, expect, it } from 'vitest'
import { baseSeed } from '../shoppers/random.ts'
import { amidClaims, killServer, silenceMs, startAgain, untilTheRushIsOn } from '../world/faults.ts'
import { playRound, say } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

const RECOVERY_LIMIT_MS = 10_000

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 2 })
})
afterAll(() => world.stop())

const seed = baseSeed

/** In two rounds the kill waits until claims are under way; in the third it comes as it comes. */
const rounds: [number, boolean][] = [
  [seed, true],
  [seed + 1, true],
  [seed + 2, false],
]

it.each(rounds)(
  'kill -9 of one of two servers in the rush: phones send the same request ids again, and nobody has two claims (seed %i)',
  async (seed, isAmid) => {
    let killedAtMs = 0
    let where = ''
    const report = await playRound(world, {
      name: 'server killed',
      seed,
      plan: {
        shoppers: 120,
        items: 2,
        durationMs: 20_000,
        pauseMs: 250,
        servers: 2,
        weights: { claim: 8, burst: 1, retry: 3, release: 3, pay: 1, lapse: 1 },
        twice: 0.3,
        givesUp: 0.1,
        maxQuantity: 2,
      },
      sale: { stock: 600, limit: 50, holdSeconds: 3, paySeconds: 3 },
      async meanwhile(round) {
        await untilTheRushIsOn(round)
        const number = round.random.int(0, 1)
        const server = world.servers[number]
        if (!server) throw new Error('There are two servers.')
        where = `server ${number + 1}`
        const kill = () => {
          killedAtMs = performance.now()
          return killServer(server, round)
        }
        await (isAmid ? amidClaims(round, where, kill) : kill())
        await startAgain(server, round)
      },
    })
    const tookMs = silenceMs(report, killedAtMs, where)
    say(`${where} acknowledged no claim for ${tookMs?.toFixed(0)} ms`)
    expect(tookMs).not.toBeNull()
    expect(tookMs).toBeLessThan(RECOVERY_LIMIT_MS)
    const lost = report.exchanges.filter((one) => one.outcome?.code === 'ECONNRESET').length
    say(`${lost} requests were lost`)
    if (isAmid) expect(lost).toBeGreaterThan(0)
  },
)

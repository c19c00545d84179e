import { afterAll, beforeAll, expect, it } from 'vitest'
import { pause } from '../shoppers/bank.ts'
import { baseSeed } from '../shoppers/random.ts'
import { untilTheRushIsOn } from '../world/faults.ts'
import { type Meanwhile, playRound, say } from '../world/round.ts'
import { startWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ servers: 2 })
})
afterAll(() => world.stop())

const seed = baseSeed
/** What was decided before the item was locked has its answer by then. */
const ON_ITS_WAY_MS = 200

/** From when the closing time is set until it comes: enough to get the items' locks first, in any rush. */
const CLOSES_IN_MS = 2000

/** Holds the items from before closing time until after it; gives when both were, by the recorder's clock. */
async function lockOverClosingTime(round: Meanwhile) {
  const { sql, random, recorder, saleId } = round
  await untilTheRushIsOn(round)
  await sql`update sales set closes_at = clock_timestamp() + ${CLOSES_IN_MS} * interval '1 millisecond' where id = ${saleId}`
  const closesAtMs = performance.now() + CLOSES_IN_MS
  let lockedAtMs = 0
  await sql.begin(async (tx) => {
    await tx`select 1 from sale_items where sale_id = ${saleId} order by id for no key update`
    lockedAtMs = performance.now()
    recorder.fault('the items are locked until after closing time')
    await pause(closesAtMs - performance.now() + random.int(100, 400))
  })
  return { lockedAtMs, closesAtMs }
}

it.each([seed, seed + 1, seed + 2])(
  'a claim that waits for its item past closing time is closed, by the clock after the wait (seed %i)',
  async (seed) => {
    let instants = { lockedAtMs: 0, closesAtMs: 0 }
    const { exchanges } = await playRound(world, {
      name: 'closing time',
      seed,
      plan: {
        shoppers: 150,
        items: 2,
        durationMs: 20_000,
        pauseMs: 300,
        servers: 2,
        weights: { claim: 8, retry: 1, release: 2, wait: 1 },
        twice: 0.1,
        givesUp: 0.05,
        maxQuantity: 2,
      },
      sale: { stock: 5000, limit: 100 },
      async meanwhile(round) {
        instants = await lockOverClosingTime(round)
      },
    })
    const { lockedAtMs, closesAtMs } = instants
    const claims = exchanges.filter((one) => one.action === 'claim')
    const waited = claims.filter(
      (one) => one.sentAtMs > lockedAtMs && one.sentAtMs < closesAtMs && one.outcome?.type !== 'info',
    )
    say(`${waited.length} claims were sent before closing time and decided after it`)
    expect(waited.length).toBeGreaterThan(0)
    const late = claims.filter(
      (one) => one.outcome?.code === 'new' && (one.answeredAtMs ?? 0) > lockedAtMs + ON_ITS_WAY_MS,
    )
    expect(late).toEqual([])
    expect(waited.filter((one) => one.outcome?.code === 'closed').length).toBeGreaterThan(0)
  },
)

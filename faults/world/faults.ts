import type { Crash } from '#local/postgres/crash.ts'
import { waitUntil } from '#local/processes.ts'
import { pause } from '../shoppers/bank.ts'
import type { Meanwhile, RoundReport } from './round.ts'
import type { ServerProcess } from './server-process.ts'
import type { World } from './world.ts'

/** As long as whoever watches over Postgres would go on trying to start it. */
const RESTART_LIMIT_MS = 20_000

/** So many claims in a server's hands when it is killed, and how long they may take to come. */
const CAUGHT_CLAIMS = 20
const CAUGHT_LIMIT_MS = 5000

/** Waits until the rush is on: claims have come in, and then a moment that the seed decides. */
export async function untilTheRushIsOn({ recorder, random }: Meanwhile): Promise<void> {
  const isOn = await waitUntil(() => recorder.exchanges().some((one) => one.outcome?.claim), 10_000)
  if (!isOn) throw new Error('No claim came in: there is no rush to disturb.')
  await pause(random.int(300, 1200))
}

/** kill -9 of Postgres, and a start on the same data folder unless it recovers by itself. */
export async function killPostgres(world: World, what: Crash, { recorder }: Meanwhile): Promise<void> {
  recorder.fault(`kill -9 of Postgres: ${what}`)
  await world.database.crash(what)
  if (what === 'backend') return
  let reason: unknown
  const isBack = await waitUntil(async () => {
    try {
      await world.database.restart()
      return true
    } catch (error) {
      // The last process of the old one may still hold the shared memory: whoever supervises tries again.
      reason = error
      return false
    }
  }, RESTART_LIMIT_MS)
  if (!isBack) throw reason
  recorder.fault('Postgres was started again')
}

/**
 * Strikes while at least twenty claims sent to `where` wait for their answers: the items are held until they do, and let go
 * after the strike. Without, whether anybody is in the middle of a claim at that instant is luck, and on a quick machine
 * nobody may be.
 */
export async function amidClaims(
  { sql, recorder, saleId }: Meanwhile,
  where: string,
  strike: () => Promise<void>,
): Promise<void> {
  const isUnderWay = () =>
    recorder.exchanges().filter((one) => one.action === 'claim' && one.where === where && !one.outcome)
      .length >= CAUGHT_CLAIMS
  await sql.begin(async (tx) => {
    await tx`select 1 from sale_items where sale_id = ${saleId} order by id for no key update`
    if (!(await waitUntil(isUnderWay, CAUGHT_LIMIT_MS)))
      throw new Error(`Fewer than ${CAUGHT_CLAIMS} claims came to ${where} in ${CAUGHT_LIMIT_MS} ms.`)
    await strike()
  })
}

export async function killServer(server: ServerProcess, { recorder }: Meanwhile): Promise<void> {
  recorder.fault(`kill -9 of the server at ${server.origin}`)
  await server.kill()
}

/** A start on the same port, a moment after it was killed. */
export async function startAgain(server: ServerProcess, { recorder, random }: Meanwhile): Promise<void> {
  await pause(random.int(100, 600))
  await server.restart()
  recorder.fault(`the server at ${server.origin} was started again`)
}

/** After a declined card claims are held for another minute: until `untilMs` of the round it passes within half a second. */
export async function hurryDeclines({ sql, saleId, startMs }: Meanwhile, untilMs: number): Promise<void> {
  while (performance.now() < startMs + untilMs) {
    await pause(500)
    await sql`
      update claims set expires_at = clock_timestamp()
      where sale_id = ${saleId} and status = 'held' and order_id is not null and expires_at > clock_timestamp()`
  }
}

/**
 * The longest time after the fault in which no claim was acknowledged (by one server, when given); null when none was
 * any more. Counted between answers, because an answer may come in after the kill that was on its way before; and until
 * the last claim that was turned away undecided, because a shop that answers `busy` for ever has not come back.
 */
export function silenceMs({ exchanges }: RoundReport, faultAtMs: number, where?: string): number | null {
  const after = exchanges.filter(
    (one) =>
      one.action === 'claim' &&
      (where === undefined || one.where === where) &&
      (one.answeredAtMs ?? 0) > faultAtMs,
  )
  const timesOf = (type: 'ok' | 'info') =>
    after.flatMap((one) => (one.outcome?.type === type ? (one.answeredAtMs ?? []) : []))
  const acknowledged = timesOf('ok').toSorted((a, b) => a - b)
  const last = acknowledged.at(-1)
  if (last === undefined) return null
  const gaps = acknowledged.map((atMs, index) => atMs - (acknowledged[index - 1] ?? faultAtMs))
  return Math.max(...gaps, Math.max(last, ...timesOf('info')) - last)
}

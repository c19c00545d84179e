import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { functionsPart } from '../parts.ts'
import type { Guarded } from '../processes.ts'
import { startTestCloud, type TestCloud } from '../testing-cloud.ts'
import { gatherCrowd, openFor, standingOf } from './crowd.ts'
import { PushBench, type ShownMessage } from './testing.ts'

const CROWD = 3_000
/** Two workers, each with 48 messages on their way and up to 50 whose arrival it has not written down. */
const IN_DOUBT_MAX = 2 * (48 + 50)

let cloud: TestCloud
let sql: Sql
let bench: PushBench
beforeAll(async () => {
  cloud = await startTestCloud({ isSeeded: false, hasFunctions: false, hasScheduler: false })
  sql = postgres(cloud.dbUrl, { max: 4, onnotice: () => undefined })
  bench = new PushBench(cloud.config, sql)
})
afterAll(async () => {
  await sql.end()
  await cloud.stop()
})

const startFunctions = (): Promise<Guarded> => functionsPart(cloud.config).start(new AbortController().signal)

/** One call of the sender; what it answers is not asked for, since it may be killed. */
async function callSender(): Promise<void> {
  const { urls, keys } = cloud.config
  await fetch(`${urls.api}/functions/v1/send-push`, { method: 'POST', headers: { apikey: keys.secretKey } })
    .then((answer) => answer.text())
    .catch(() => '')
}

test('nobody gets two and nobody none, also when the sender is killed in the middle', async () => {
  const devices = []
  for (let at = 0; at < CROWD; at += 100)
    devices.push(...(await Promise.all(Array.from({ length: 100 }, () => bench.device()))))
  const saleId = await gatherCrowd(sql, devices)
  await openFor(sql, saleId)

  let functions = await startFunctions()
  const killed = callSender()
  await expect
    .poll(async () => (await standingOf(sql, saleId)).sent, { timeout: 60_000, interval: 20 })
    .toBeGreaterThan(300)
  if (!functions.identity) throw new Error('The functions have ended by themselves.')
  process.kill(functions.identity.pid, 'SIGKILL')
  await functions.exited
  await killed
  const atDeath = await standingOf(sql, saleId)
  expect(atDeath.left).toBeGreaterThan(0)

  functions = await startFunctions()
  // A minute later, when the leases of the dead have run out.
  await sql`update push_shards set leased_until = clock_timestamp() where leased_until is not null`
  while ((await standingOf(sql, saleId)).left > 0) await callSender()
  await functions.stop()

  expect(await standingOf(sql, saleId)).toEqual({ sent: CROWD, gone: 0, parked: 0, dropped: 0, left: 0 })
  const answer = await fetch(`${cloud.config.urls.local}/local/push/messages`)
  const { messages } = (await answer.json()) as { messages: ShownMessage[] }
  const shown = new Map<string, Set<unknown>>()
  for (const { subscription, payload } of messages) {
    const { tag, data } = payload.notification
    const ofDevice = shown.get(subscription) ?? new Set()
    shown.set(subscription, ofDevice.add(`${tag} ${JSON.stringify(data)}`))
  }
  expect(shown.size).toBe(CROWD)
  // What was handed over and not written down when the sender died comes a second time, as the same message: a phone shows one.
  expect([...shown.values()].filter((one) => one.size > 1)).toEqual([])
  expect(messages.length - CROWD).toBeLessThanOrEqual(IN_DOUBT_MAX)
}, 180_000)

test('without a death nothing at all comes twice', async () => {
  await fetch(`${cloud.config.urls.local}/local/push/messages`, { method: 'DELETE' })
  const devices = await Promise.all(Array.from({ length: 200 }, () => bench.device()))
  const saleId = await gatherCrowd(sql, devices)
  await openFor(sql, saleId)
  const functions = await startFunctions()
  await Promise.all([callSender(), callSender(), callSender()])
  await functions.stop()
  expect(await standingOf(sql, saleId)).toMatchObject({ sent: 200, left: 0 })
  for (const device of devices) expect(await bench.got(device)).toHaveLength(1)
}, 120_000)

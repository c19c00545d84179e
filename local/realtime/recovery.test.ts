import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintToken, replicating, type Stand, startStand, subscribed } from './testing.ts'

let stand: Stand
beforeAll(async () => {
  stand = await startStand()
})
afterAll(() => stand.stop())

/** Sends until it is heard: what was committed while nobody followed the log is not delivered later. */
function heardFromDatabase(topic: string, heard: { n: number }[], n: number) {
  return expect.poll(
    async () => {
      await stand.shopSql`select realtime.send(${stand.shopSql.json({ n })}, 'stock', ${topic}, false)`
      return heard.some((payload) => payload.n === n)
    },
    { timeout: 20_000, interval: 100 },
  )
}

test('clients come back by themselves after the server was away, and hear again', async () => {
  const client = stand.client()
  const channel = client.channel('back')
  const statuses: string[] = []
  const heard: unknown[] = []
  channel.on('broadcast', { event: 'e' }, ({ payload }) => heard.push(payload.n))
  channel.subscribe((status) => statuses.push(status))
  await expect.poll(() => statuses).toEqual(['SUBSCRIBED'])
  await stand.stopServer()
  await expect.poll(() => statuses).toContain('CHANNEL_ERROR')
  await stand.startServer()
  await expect.poll(() => statuses.at(-1), { timeout: 20_000 }).toBe('SUBSCRIBED')
  await stand.client().channel('back').httpSend('e', { n: 1 })
  await expect.poll(() => heard).toEqual([1])
})

test('after kill -9 of Postgres messages flow again on the same sockets, without a new subscription', async () => {
  const heard: { n: number }[] = []
  const statuses: string[] = []
  const channel = stand.client().channel('crash')
  channel.on('broadcast', { event: 'stock' }, ({ payload }) => heard.push(payload as { n: number }))
  channel.subscribe((status) => statuses.push(status))
  await replicating(stand.client(), 'ready')
  await expect.poll(() => statuses).toEqual(['SUBSCRIBED'])
  await heardFromDatabase('crash', heard, 1).toBe(true)

  await stand.killPostgres()
  // Sockets do not need the database: public channels go on, private ones are refused with the reason.
  await stand.client().channel('crash').httpSend('stock', { n: 2 })
  await expect.poll(() => heard.some((payload) => payload.n === 2)).toBe(true)
  const insider = stand.client(await mintToken({ sub: 'a' }))
  const refused = subscribed(insider.channel('secret', { config: { private: true } }))
  await expect(refused).rejects.toThrow('UnableToConnectToProject')
  const single = `${stand.url}/realtime/v1/api/broadcast/secret/events/e?private=true`
  const headers = { apikey: stand.secretKey, 'content-type': 'application/json' }
  expect((await fetch(single, { method: 'POST', headers, body: '{}' })).status).toBe(503)

  await stand.startPostgres()
  await heardFromDatabase('crash', heard, 3).toBe(true)
  expect(statuses).toEqual(['SUBSCRIBED'])
  expect((await fetch(single, { method: 'POST', headers, body: '{}' })).status).toBe(202)

  const [slots] = await stand.sql`select count(*)::int as n from pg_replication_slots`
  expect(slots?.n).toBe(1)
}, 60_000)

test('when its replication connection alone is cut it makes a new one', async () => {
  const heard: { n: number }[] = []
  const channel = await replicating(stand.client(), 'cut')
  channel.on('broadcast', { event: 'stock' }, ({ payload }) => heard.push(payload as { n: number }))
  await heardFromDatabase('cut', heard, 1).toBe(true)
  const cut = await stand.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'realtime_replication'`
  expect(cut).toHaveLength(1)
  await heardFromDatabase('cut', heard, 2).toBe(true)
})

test('closing leaves no connection and no slot in Postgres', async () => {
  await stand.stopServer()
  // Postgres notices a closed connection a moment later.
  const left = () => stand.sql`
    select application_name from pg_stat_activity where application_name like 'realtime%'
    union all select slot_name from pg_replication_slots`
  await expect.poll(async () => [...(await left())]).toEqual([])
})

test('closing does not wait for a database that is away', async () => {
  await stand.startServer()
  await replicating(stand.client(), 'away')
  await stand.killPostgres()
  await stand.stopServer()
  await stand.startServer()
  await stand.stopServer()
  await stand.startPostgres()
  expect(await stand.sql`select 1 from pg_replication_slots`).toHaveLength(0)
}, 15_000)

import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLanes } from '#lib/postgres/lanes.ts'
import { startTestDatabase, type TestDatabase } from '../../local/testing.ts'

let database: TestDatabase
let connections: Sql[]
beforeAll(async () => {
  database = await startTestDatabase()
  connections = [0, 1].map(() =>
    postgres(database.dbUrl, { max: 1, fetch_types: false, onnotice: () => undefined }),
  )
})
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.end({ timeout: 2 })))
  await database.stop()
})

const WORK = 200
type Done = { number: number; backend: number }

/** Takes a number after a pause that is longest for the first, so that only waiting in line keeps the order. */
const takeNumber = (sql: Sql, at: number) => sql<Done[]>`
  select nextval('numbers')::int as number, pg_backend_pid() as backend
  from (select pg_sleep(${(WORK - at) / 100_000}::float8) offset 0) pause`

test('what one key is given is done in that order, on one connection, without waiting for answers', async () => {
  await connections[0]?.unsafe('create sequence public.numbers')
  const lanes = createLanes(connections.map((sql) => ({ current: () => sql, giveUp: () => undefined })))
  const done = await Promise.all(
    Array.from({ length: WORK }, (_, at) => lanes.run('sale', (sql) => takeNumber(sql, at))),
  )
  const rows = done.flatMap((found) => [...found])
  expect(rows.map((row) => row.number)).toEqual(Array.from({ length: WORK }, (_, at) => at + 1))
  expect(new Set(rows.map((row) => row.backend)).size).toBe(1)
})

test('keys do not wait for each other: a stuck one leaves the other connection to the rest', async () => {
  const lanes = createLanes(connections.map((sql) => ({ current: () => sql, giveUp: () => undefined })))
  const holder = postgres(database.dbUrl, { max: 1, fetch_types: false, onnotice: () => undefined })
  await holder`select pg_advisory_lock(42)`
  let isStuck = true
  const stuck = lanes
    .run('stuck', (sql) => sql`select pg_advisory_xact_lock(42)`)
    .then(() => {
      isStuck = false
    })
  for (let n = 0; n < 5; n++) await lanes.run('quick', (sql) => sql`select ${n}::int`)
  expect(isStuck).toBe(true)
  await holder.end()
  await stuck
})

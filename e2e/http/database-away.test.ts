import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningPostgres, startPostgres } from '../../local/postgres/cluster.ts'
import { testLog } from '../../local/testing.ts'
import { createSale, disagreements } from '../support/sale.ts'
import { claim, claimIn, type HttpCloud, passFor, send, startHttpCloud, until } from './cloud.ts'

let cloud: HttpCloud
let again: RunningPostgres | undefined
beforeAll(async () => {
  cloud = await startHttpCloud()
})
afterAll(async () => {
  await again?.close()
  await cloud.stop()
})

/** kill -9: no goodbye, no checkpoint. */
function killDatabase(): void {
  const pidFile = join(cloud.config.stateDir, 'postgres', 'data', 'postmaster.pid')
  process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGKILL')
}

it('with the database killed everybody is told to come again; back, it goes on by itself and nothing is lost', async () => {
  const sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 100_000 }] })
  const itemId = sale.items[0]?.id ?? ''
  const get = (path: string) => send(cloud.origin + path)
  expect((await get(`/api/sales/${sale.slug}/snapshot`)).status).toBe(200)

  // Shoppers who send the same request again until they are told something final.
  const acknowledged = new Map<string, unknown>()
  const refused: string[] = []
  let isOver = false
  const shoppers = Array.from({ length: 40 }, async () => {
    while (!isOver) {
      const pass = passFor(cloud, randomUUID(), sale.id)
      const requestId = randomUUID()
      await until(
        'a claim is answered',
        async () => {
          const answered = await claim(cloud, pass, { itemId, requestId })
          if (answered.status === 201 || answered.status === 200) {
            acknowledged.set(requestId, claimIn(answered).id)
            return true
          }
          refused.push(`${answered.status} ${answered.code} ${answered.headers.get('retry-after')}`)
          return false
        },
        30_000,
      )
    }
  })
  await until('claims come in', async () => acknowledged.size > 100)
  killDatabase()
  await until('claims are refused', async () => refused.length > 40)
  expect((await get(`/api/sales/${sale.slug}/snapshot`)).status).toBe(200)
  expect((await get('/api/health')).body).toMatchObject({ status: 503, code: 'busy' })
  expect((await get('/api/health')).headers.get('retry-after')).toBe('1')
  expect((await get('/api/health/live')).body).toEqual({ status: 'ok' })
  expect((await get('/api/time')).status).toBe(200)
  await until('the snapshot is too old to show', async () => {
    return (await get(`/api/sales/${sale.slug}/snapshot`)).code === 'busy'
  })
  const before = acknowledged.size

  again = await startPostgres(cloud.config, testLog, { isDurable: false })
  await until('health is back', async () => (await get('/api/health')).status === 200)
  await until('claims come in again', async () => acknowledged.size > before + 100)
  isOver = true
  await Promise.all(shoppers)

  // Over forty refusals: each of the three seconds is among them.
  expect(new Set(refused)).toEqual(new Set(['503 busy 1', '503 busy 2', '503 busy 3']))
  const stored = await cloud.sql<{ request_id: string; id: string }[]>`
    select request_id, id from claims where item_id = ${itemId}`
  const storedIds = new Map(stored.map((row) => [row.request_id, row.id]))
  for (const [requestId, id] of acknowledged) expect(storedIds.get(requestId)).toBe(id)
  expect(stored.length).toBe(acknowledged.size)
  expect(await disagreements(cloud.sql, sale.id)).toEqual([])
})

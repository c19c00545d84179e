import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningPostgres, startPostgres } from '../../local/postgres/cluster.ts'
import { testLog } from '../../local/testing.ts'
import { createSale } from '../support/sale.ts'
import { type HttpCloud, startCloud, until } from './cloud.ts'
import { openLine } from './line.ts'
import { killServed, open, requireBuild } from './serve.ts'

let cloud: HttpCloud
let again: RunningPostgres | undefined
beforeAll(async () => {
  cloud = await startCloud()
  await requireBuild()
  await open(cloud)
}, 300_000)
afterAll(async () => {
  killServed()
  await again?.close()
  await cloud.stop()
})

/** kill -9: no goodbye, no checkpoint. */
function killDatabase(): void {
  const pidFile = join(cloud.config.stateDir, 'postgres', 'data', 'postmaster.pid')
  process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGKILL')
}

it('with the database killed a sale’s page is still there, at once; back, it is a new one by itself', async () => {
  const sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 50 }] })
  const other = await createSale(cloud.sql, { items: [{ name: 'Cup', stock: 50 }] })
  const line = openLine(cloud.origin)
  const get = (slug: string) => line.ask('GET', `/sales/${slug}`)
  expect((await get(sale.slug)).status).toBe(200)
  killDatabase()

  const tags = new Set<unknown>()
  const waitsMs: number[] = []
  const endAtMs = performance.now() + 6000
  while (performance.now() < endAtMs) {
    const askedAtMs = performance.now()
    const { status, headers } = await get(sale.slug)
    waitsMs.push(performance.now() - askedAtMs)
    expect(status).toBe(200)
    tags.add(headers.etag)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(tags.size).toBe(1)
  // Only the first attempt to render keeps somebody waiting, and that not for long.
  expect(waitsMs.filter((ms) => ms > 500).length).toBeLessThanOrEqual(1)
  expect(Math.max(...waitsMs)).toBeLessThan(4000)
  // What was never rendered is Next’s to refuse.
  expect((await get(other.slug)).status).toBe(500)

  again = await startPostgres(cloud.config, testLog, { isDurable: false })
  await until(
    'the page is a new one',
    async () => {
      const { status, headers } = await get(sale.slug)
      expect(status).toBe(200)
      return !tags.has(headers.etag)
    },
    20_000,
  )
  await until('so is the other', async () => (await get(other.slug)).status === 200)
})

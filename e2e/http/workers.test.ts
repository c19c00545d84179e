import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startOf } from '../../local/processes.ts'
import { createSale, disagreements, type TestSale } from '../support/sale.ts'
import { type Answered, claim, claimIn, type HttpCloud, passFor, startCloud, tally, until } from './cloud.ts'
import { claimOn, openLine } from './line.ts'
import { isOpen, killServed, open, requireBuild, type Served, serve } from './serve.ts'

let cloud: HttpCloud
let sale: TestSale
let itemId: string

beforeAll(async () => {
  cloud = await startCloud()
  await requireBuild()
}, 300_000)
afterEach(async () => {
  killServed()
  await until('the port is free', async () => !(await isOpen(cloud)))
})
afterAll(() => cloud.stop())

/** It takes well under a second; a machine that runs all tests at once is given more. */
const RESTART_LIMIT_MS = 20_000

async function openWith(stock: number, env: Record<string, string> = {}): Promise<Served> {
  sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock, limitPerShopper: 5 }] })
  itemId = sale.items[0]?.id ?? ''
  const served = await open(cloud, { env: { WEB_WORKERS: '2', ...env } })
  await until('both workers listen', async () => pidsOf(served).size === 2, RESTART_LIMIT_MS)
  return served
}

/** The process that last said that it is worker n. */
function pidsOf(served: Served): Map<number, number> {
  const lines = served.logged().filter((line) => line.msg === 'the shop is open')
  return new Map(lines.map((line) => [Number(line.worker), Number(line.pid)]))
}

function killWorker(served: Served, worker: number): number {
  const pid = pidsOf(served).get(worker) ?? 0
  expect(startOf(pid)).not.toBeNull()
  process.kill(pid, 'SIGKILL')
  return pid
}

const passOf = (shopperId: string = randomUUID()) => passFor(cloud, shopperId, sale.id)
const isReplaced = (served: Served, worker: number, killed: number) => async () =>
  pidsOf(served).get(worker) !== killed

async function storedIds(): Promise<string[]> {
  const rows = await cloud.sql<{ id: string }[]>`select id from claims where item_id = ${itemId}`
  return rows.map((row) => row.id).toSorted()
}

describe('two workers behind one port', () => {
  it('both answer; the same request sent to both is one claim; one that dies is replaced, the other serves on', async () => {
    const served = await openWith(1000)
    const [one, other] = [openLine(cloud.origin), openLine(cloud.origin)]
    await one.ask('GET', '/api/health/live')
    await other.ask('GET', '/api/health/live')
    for (let round = 0; round < 40; round += 1) {
      const wanted = { itemId, quantity: 1, requestId: randomUUID() }
      const pass = passOf()
      const answers = await Promise.all([claimOn(one, pass, wanted), claimOn(other, pass, wanted)])
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 201])
      expect(new Set(answers.map((answer) => answer.claimId)).size).toBe(1)
    }
    expect(await storedIds()).toHaveLength(40)

    // The lines were on different workers: only one of them is cut.
    const killed = killWorker(served, 1)
    await until('a line is cut', async () => one.isCut() || other.isCut())
    const left = one.isCut() ? other : one
    expect((await left.ask('GET', '/api/health/live')).status).toBe(200)
    expect(left.isCut()).toBe(false)
    await until('it is replaced', isReplaced(served, 1, killed), RESTART_LIMIT_MS)
    expect(served.logged().find((line) => line.msg.startsWith('a worker ended'))).toMatchObject({
      of: 1,
      how: 'SIGKILL',
    })
    expect(startOf(pidsOf(served).get(2) ?? 0)).not.toBeNull()
  })

  it('oversell nothing, and keep a person’s limit, whoever is asked', async () => {
    await openWith(150)
    const greedy = randomUUID()
    const shoppers = Array.from({ length: 400 }, (_, n) => (n % 8 === 0 ? greedy : randomUUID()))
    const answers = await Promise.all(shoppers.map((shopper) => claim(cloud, passOf(shopper), { itemId })))
    const counts = tally(answers)
    expect(counts['201']).toBe(150)
    expect(Object.keys(counts).toSorted()).toEqual(['201', '403 limit_reached', '409 all_held'])
    const [row] = await cloud.sql<{ most: number }[]>`
      select max(units)::int as most from (
        select sum(quantity) as units from claims where item_id = ${itemId} group by shopper_id) s`
    expect(row?.most).toBeLessThanOrEqual(5)
    expect(await disagreements(cloud.sql, sale.id)).toEqual([])
  })

  it('with workers killed under load everybody who asks again gets their claim, once', async () => {
    const served = await openWith(100_000)
    const got = new Map<string, string>()
    let cuts = 0
    let isOver = false
    const shoppers = Array.from({ length: 30 }, async () => {
      while (!isOver) {
        const [pass, requestId] = [passOf(), randomUUID()]
        await until(
          'a claim is answered',
          async () => {
            const answered = await claim(cloud, pass, { itemId, requestId }).catch(() => null)
            if (answered === null) cuts += 1
            if (answered?.status !== 201 && answered?.status !== 200) return false
            got.set(requestId, String(claimIn(answered).id))
            return true
          },
          RESTART_LIMIT_MS,
        )
      }
    })
    try {
      for (const worker of [1, 2, 1]) {
        const before = got.size
        await until('claims come in', async () => got.size > before + 100)
        const killed = killWorker(served, worker)
        await until('it is replaced', isReplaced(served, worker, killed), RESTART_LIMIT_MS)
      }
    } finally {
      isOver = true
      await Promise.all(shoppers)
    }
    expect(cuts).toBeGreaterThan(0)
    expect(await storedIds()).toEqual([...got.values()].toSorted())
    expect(new Set(got.values()).size).toBe(got.size)
    expect(await disagreements(cloud.sql, sale.id)).toEqual([])
  }, 120_000)

  it('with a worker that hangs nobody waits for long: it is replaced, and who was with it or on the way to it is cut off', async () => {
    const served = await openWith(1)
    const hung = pidsOf(served).get(1) ?? 0
    process.kill(hung, 'SIGSTOP')
    const lines = Array.from({ length: 8 }, () => openLine(cloud.origin))
    const startedAtMs = performance.now()
    const answers = await Promise.all(
      lines.map((line) =>
        line.ask('GET', '/api/health/live').then(
          (answer) => answer.status,
          () => 'cut off',
        ),
      ),
    )
    expect(performance.now() - startedAtMs).toBeLessThan(12_000)
    expect(answers.filter((answer) => answer === 200).length).toBeGreaterThanOrEqual(6)
    expect(answers.filter((answer) => answer === 'cut off').length).toBeGreaterThanOrEqual(1)
    await until('it is replaced', isReplaced(served, 1, hung), RESTART_LIMIT_MS)
    expect(served.logged().some((line) => line.msg === 'a worker hangs' && line.of === 1)).toBe(true)
    for (const line of lines) line.close()
  })

  it('on SIGTERM everybody who was taken is answered by both, then all end with 0', async () => {
    const served = await openWith(1000)
    let first: Answered | undefined
    const answers = Array.from({ length: 300 }, async () => {
      const answered = await claim(cloud, passOf(), { itemId }).catch(() => undefined)
      first ??= answered
      return answered
    })
    await until('the first is answered', async () => first !== undefined)
    served.child.kill('SIGTERM')
    const answered = (await Promise.all(answers)).filter((one) => one !== undefined)
    expect(await served.exited).toBe(0)
    const kinds = Object.keys(tally(answered))
    expect(kinds.filter((kind) => kind !== '201' && kind !== '503 busy')).toEqual([])
    const acknowledged = answered.filter((one) => one.status === 201).map((one) => String(claimIn(one).id))
    expect(await storedIds()).toEqual(acknowledged.toSorted())
    for (const pid of pidsOf(served).values()) expect(startOf(pid)).toBeNull()
    expect(served.logged().filter((line) => line.msg === 'the shop is closing')).toHaveLength(2)
  })

  it('with the primary killed they finish and go, and the port is free', async () => {
    const served = await openWith(100_000)
    const acknowledged: string[] = []
    // Shoppers who come one after the other until nobody takes them any more, so that some are always under way.
    const shoppers = Array.from({ length: 40 }, async () => {
      for (;;) {
        const answered = await claim(cloud, passOf(), { itemId }).catch(() => null)
        if (answered?.status !== 201) return answered?.code
        acknowledged.push(String(claimIn(answered).id))
      }
    })
    await until('claims come in', async () => acknowledged.length > 200)
    process.kill(served.pid, 'SIGKILL')
    const kinds = new Set(await Promise.all(shoppers))
    await until('the workers are gone', async () =>
      [...pidsOf(served).values()].every((pid) => startOf(pid) === null),
    )
    expect(await isOpen(cloud)).toBe(false)
    expect([...kinds].filter((kind) => kind !== undefined && kind !== 'busy')).toEqual([])
    // What was stored was also said: nobody’s answer was lost on the way out.
    expect(acknowledged.toSorted()).toEqual(await storedIds())
    expect((await openWith(1)).printed()).toContain('the shop is open')
  })

  it('an address’s allowance of new shoppers is one, not one for each worker', async () => {
    await openWith(1, { PASS_LIMIT_PER_IP_PER_MINUTE: '5' })
    const kinds: number[] = []
    for (let n = 0; n < 8; n += 1) {
      const line = openLine(cloud.origin)
      kinds.push((await line.ask('POST', `/api/sales/${sale.slug}/pass`)).status)
      line.close()
    }
    expect(kinds).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
  })

  it('that cannot start say why, once', async () => {
    await openWith(1)
    const cases: [Served, string][] = [
      [
        serve(cloud, { env: { WEB_WORKERS: '3' } }),
        `Port ${cloud.config.ports.shop} is taken by another program: stop that one, or set PORT to a free port.\n`,
      ],
      [
        serve(cloud, { env: { WEB_WORKERS: '0' } }),
        'WEB_WORKERS is below 1: set it to how many processes answer requests (1 to 64), or to auto.\n',
      ],
      [
        serve(cloud, {
          env: { WEB_WORKERS: '3', PORT: '0' },
          cwd: mkdtempSync(join(tmpdir(), 'no-build-')),
        }),
        'There is no build to serve: run `npx next build` first, or start with --dev.\n',
      ],
    ]
    for (const [served, sentence] of cases) {
      expect(await served.exited).toBe(1)
      expect(served.printed().split(sentence)).toHaveLength(2)
      expect(served.printed().endsWith(sentence)).toBe(true)
    }
  })
})

import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSale } from '../support/sale.ts'
import {
  type Answered,
  claim,
  claimIn,
  type HttpCloud,
  passFor,
  send,
  startCloud,
  tally,
  until,
} from './cloud.ts'
import { killServed, open, requireBuild, type Served, serve } from './serve.ts'

let cloud: HttpCloud

beforeAll(async () => {
  cloud = await startCloud()
  await requireBuild()
}, 300_000)
afterEach(killServed)
afterAll(() => cloud.stop())

describe('server.ts', () => {
  it('answers the fast lane, pages and unknown addresses on one port', async () => {
    const served = await open(cloud)
    expect((await send(`${cloud.origin}/api/health`)).body).toEqual({ status: 'ok' })
    const home = await fetch(cloud.origin)
    expect(home.headers.get('content-type')).toContain('text/html')
    expect(home.headers.has('x-powered-by')).toBe(false)
    for (const path of ['/api', '/api/nothing', '/api/claims/a/b']) {
      expect((await send(cloud.origin + path, { method: 'POST' })).code).toBe('unknown_path')
    }
    expect(served.printed()).toContain('the shop is open')
  })

  it.each(['SIGTERM', 'SIGINT', 'the parent is gone'])(
    'on %s answers everybody it has taken, then ends with 0',
    async (why) => {
      const served = await open(cloud)
      const sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 300 }] })
      const itemId = sale.items[0]?.id ?? ''
      const pass = () => passFor(cloud, randomUUID(), sale.id)
      let first: Answered | undefined
      const answers = Array.from({ length: 200 }, async () => {
        const answered = await claim(cloud, pass(), { itemId }).catch(() => undefined)
        first ??= answered
        return answered
      })
      await until('the first is answered', async () => first !== undefined)
      if (why === 'the parent is gone') served.child.disconnect()
      else served.child.kill(why as NodeJS.Signals)
      const answered = (await Promise.all(answers)).filter((one) => one !== undefined)
      expect(await served.exited).toBe(0)
      // Whoever had not come in yet found the door closed; of the others nobody was left without a proper answer.
      const kinds = Object.keys(tally(answered))
      expect(kinds.filter((kind) => kind !== '201' && kind !== '503 busy')).toEqual([])
      const stored = await cloud.sql<{ id: string }[]>`select id from claims where item_id = ${itemId}`
      const acknowledged = answered.filter((one) => one.status === 201).map((one) => String(claimIn(one).id))
      expect(stored.map((row) => row.id).toSorted()).toEqual(acknowledged.toSorted())
      await expect(fetch(cloud.origin)).rejects.toThrow()
    },
  )

  it('answers what is not HTTP, and what is too slow to be, with a problem', async () => {
    await open(cloud)
    expect(await sendRaw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*"code":"invalid"/s)
    expect(await sendRaw(`GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(100_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    )
    expect(await sendRaw('POST /api/claims HTTP/1.1\r\nhost: x\r\n')).toMatch(
      /^HTTP\/1.1 408 .*"code":"invalid"/s,
    )
  })

  it('says in one sentence what is wrong when it cannot start', async () => {
    await open(cloud)
    const cases: [Served, string][] = [
      [
        serve(cloud),
        `Port ${cloud.config.ports.shop} is taken by another program: stop that one, or set PORT to a free port.\n`,
      ],
      [
        serve(cloud, { env: { DATABASE_URL: '' } }),
        'DATABASE_URL is missing: set it to the connection string of the database (postgresql://…).\n',
      ],
      [
        serve(cloud, { env: { PASS_SECRET: 'short' } }),
        'PASS_SECRET is too short: set it to 32 or more random characters, the same on every instance of the shop.\n',
      ],
      [
        serve(cloud, { env: { PORT: 'http' } }),
        'PORT is not a number: set it to a free port, such as 3000.\n',
      ],
      [
        serve(cloud, { env: { PORT: '0' }, cwd: mkdtempSync(join(tmpdir(), 'no-build-')) }),
        'There is no build to serve: run `npx next build` first, or start with --dev.\n',
      ],
    ]
    for (const [served, sentence] of cases) {
      expect(await served.exited).toBe(1)
      expect(served.printed().split('\n').slice(-2).join('\n')).toBe(sentence)
    }
  })
})

/** Writes bytes to the shop and gives back all that it answers before it closes the line. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(cloud.config.ports.shop, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSale, type TestSale } from '../support/sale.ts'
import { type HttpCloud, send, startHttpCloud, tally } from './cloud.ts'

let cloud: HttpCloud
let sale: TestSale
beforeAll(async () => {
  process.env.PASS_LIMIT_PER_IP_PER_MINUTE = '5'
  cloud = await startHttpCloud()
  sale = await createSale(cloud.sql, { items: [{ name: 'Mug', stock: 5 }] })
})
afterAll(() => cloud.stop())

const mint = (headers: Record<string, string> = {}) =>
  send(`${cloud.origin}/api/sales/${sale.slug}/pass`, { method: 'POST', headers })

it('one address cannot make shoppers without end, but the ones it made keep their passes', async () => {
  const answers = []
  for (let n = 0; n < 8; n += 1) answers.push(await mint({ 'x-forwarded-for': `10.0.0.${n}` }))
  expect(tally(answers)).toEqual({ '200': 5, '429 slow_down': 3 })
  const wait = Number(answers.at(-1)?.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
  const cookie =
    answers[0]?.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ') ?? ''
  expect((await mint({ cookie, origin: cloud.origin })).status).toBe(200)
})

import { expect, test } from 'vitest'
import { createEventQueue, type PageEvent } from './event-queue.ts'
import { deviceOf, isBot, readVisitReport } from './read-events.ts'

const VISIT = '6f1c3f2e-0a0b-4c0d-8e0f-a1b2c3d4e5f6'
const report = (over: object) =>
  readVisitReport(Buffer.from(JSON.stringify({ sale: 'a-sale', visit: VISIT, steps: ['view'], ...over })))

test('what a page tells is read, its source cut to what a host is made of', () => {
  expect(report({ source: 'WWW.News.Example' })).toMatchObject({ source: 'news.example', isAutomated: false })
  expect(report({ source: '<script>alert(1)</script>' })).toMatchObject({ source: 'scriptalert1script' })
  expect(report({ source: 7 })).toMatchObject({ source: 'direct' })
  expect(report({ source: 'x'.repeat(500) })).toMatchObject({ source: 'x'.repeat(60) })
})

test.each([
  ['another type', 'null'],
  ['a list', '[]'],
  ['no JSON', '{'],
  ['nothing', ''],
  ['a sale that is none', { sale: '../etc' }],
  ['a sale that is a number', { sale: 5 }],
  ['a visit that is no UUID', { visit: 'me' }],
  ['a step nobody knows', { steps: ['view', 'paid'] }],
  ['a claim said by a page', { steps: ['claim'] }],
  ['no steps', { steps: [] }],
  ['steps that are no list', { steps: 'view' }],
  ['a hundred steps', { steps: Array.from({ length: 100 }, () => 'view') }],
  ['something else for a flag', { isAutomated: 'no' }],
])('refused: %s', (_name, body) => {
  const answer = typeof body === 'string' ? readVisitReport(Buffer.from(body)) : report(body)
  expect(answer).toHaveProperty('detail')
})

test('refused: more than 4 KiB', () => {
  expect(readVisitReport('too_large')).toMatchObject({ status: 413 })
})

test('devices and bots by what they call themselves', () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604'
  const pixel = 'Mozilla/5.0 (Linux; Android 15; Pixel 7) AppleWebKit/537 Chrome/140 Mobile Safari/537'
  const tab = 'Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537 Chrome/140 Safari/537'
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Safari/605'
  expect([iphone, pixel, tab, mac].map(deviceOf)).toEqual(['phone', 'phone', 'tablet', 'desk'])
  expect([iphone, pixel, tab, mac].map(isBot)).toEqual([false, false, false, false])
  expect(['', 'Googlebot/2.1', 'curl/8', 'HeadlessChrome/140'].map(isBot)).toEqual([true, true, true, true])
})

function queue() {
  const written: PageEvent[] = []
  const tasks: (() => void)[] = []
  const made = createEventQueue({
    write: async (events) => void written.push(...events),
    schedule: (task) => void tasks.push(task),
  })
  return { made, written, tasks }
}

const event = (n: number) => ({
  sale: 'a-sale',
  visit: `${((n * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
  kind: 'view' as const,
  device: 'phone' as const,
  source: 'direct',
  is_bot: false,
})

test('under load whole visits are left out and the others stand for them: the estimate stays near the truth', async () => {
  const { made, written } = queue()
  let came = 0
  for (let second = 0; second < 60; second += 1) {
    for (let n = 0; n < 3000; n += 1) made.add([event(came++)])
    await made.flush()
  }
  const estimate = written.reduce((sum, { weight }) => sum + weight, 0)
  expect(made.keepsOneOf).toBeGreaterThan(1)
  expect(written.length).toBeLessThan(60 * 1000 + 1)
  expect(estimate / came).toBeGreaterThan(0.85)
  expect(estimate / came).toBeLessThan(1.15)
})

test('when it is quiet again every visit is kept again', async () => {
  const { made, written } = queue()
  for (let n = 0; n < 3900; n += 1) made.add([event(n)])
  await made.flush()
  expect(made.keepsOneOf).toBe(2)
  for (let n = 0; n < 10; n += 1) await made.flush()
  expect(made.keepsOneOf).toBe(1)
  const before = written.length
  made.add([event(1)])
  await made.flush()
  expect(written.slice(before)).toMatchObject([{ weight: 1 }])
})

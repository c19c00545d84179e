import { expect, test } from 'vitest'
import { createVisits, sourceOf, wantsNoTelling } from './visit.ts'

function phone(over: { storage?: Pick<Storage, 'getItem' | 'setItem'> } = {}) {
  const kept = new Map<string, string>()
  const sent: { sale: string; visit: string; steps: string[]; source: string }[] = []
  const tasks: (() => void)[] = []
  const at = { path: '/sales/first-light', nowMs: Date.UTC(2026, 10, 24, 12) }
  const visits = createVisits({
    path: () => at.path,
    referrer: 'https://news.example/a/story?id=7',
    search: '',
    host: 'shop.example',
    isAutomated: false,
    storage: over.storage ?? {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
    now: () => at.nowMs,
    send: (body) => void sent.push(JSON.parse(body)),
    schedule: (task) => void tasks.push(task),
  })
  return { visits, sent, tasks, at }
}

test('the steps of a visit go together, each once', () => {
  const { visits, sent, tasks, at } = phone()
  visits.look()
  visits.look()
  visits.step('try')
  visits.step('try')
  at.path = '/sales/first-light/bag'
  visits.look()
  for (const task of tasks) task()
  expect(sent).toMatchObject([{ sale: 'first-light', steps: ['view', 'try', 'pay'], source: 'news.example' }])
  at.path = '/sales/first-light'
  visits.step('remind')
  visits.leave()
  expect(sent[1]).toMatchObject({ visit: sent[0]?.visit, steps: ['remind'] })
})

test('left without having tried is told, also by a later page of the visit; left for the bag is not', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const [looked, tried, again] = [phone({ storage }), phone({ storage }), phone({ storage })]
  looked.visits.look()
  looked.visits.leave()
  expect(looked.sent[0]?.steps).toEqual(['view', 'leave'])
  tried.visits.step('try')
  tried.visits.leave()
  expect(tried.sent[0]?.steps).toEqual(['try'])
  again.visits.look()
  again.visits.leave()
  expect(again.sent[0]).toMatchObject({ visit: looked.sent[0]?.visit, steps: ['view'] })
})

test('another sale and another day are other visits; pages that are no sale say nothing', () => {
  const { visits, sent, at } = phone()
  visits.look()
  at.path = '/sales/other-sale'
  visits.look()
  at.nowMs += 86_400_000
  visits.look()
  at.path = '/orders/1'
  visits.look()
  visits.leave()
  expect(sent).toHaveLength(3)
  expect(new Set(sent.map(({ visit }) => visit)).size).toBe(3)
})

test('a browser that keeps nothing is still counted', () => {
  const refuse = () => {
    throw new Error('denied')
  }
  const { visits, sent } = phone({ storage: { getItem: refuse, setItem: refuse } })
  visits.look()
  visits.leave()
  expect(sent.flatMap(({ steps }) => steps)).toEqual(['view', 'leave'])
})

test('who asks not to be followed is not', () => {
  expect(wantsNoTelling({ doNotTrack: '1' })).toBe(true)
  expect(wantsNoTelling({ globalPrivacyControl: true })).toBe(true)
  expect(wantsNoTelling({ doNotTrack: null, globalPrivacyControl: false })).toBe(false)
  expect(wantsNoTelling({ doNotTrack: 'unspecified' })).toBe(false)
})

test('a source is a host or a given name, never a path and never ourselves', () => {
  const at = { search: '', referrer: '', host: 'shop.example' }
  expect(sourceOf(at)).toBe('direct')
  expect(sourceOf({ ...at, referrer: 'https://shop.example/sales/x' })).toBe('direct')
  expect(sourceOf({ ...at, referrer: 'https://a.example/secret/path' })).toBe('a.example')
  expect(sourceOf({ ...at, referrer: 'https://a.example/', search: '?utm_source=letter' })).toBe('letter')
})

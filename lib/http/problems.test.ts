import { expect, it } from 'vitest'
import { busy, json, type ProblemCode, problem } from './problems.ts'

const header = (headers: readonly string[], name: string) => headers[headers.indexOf(name) + 1]

it('a body is ASCII, says the same, and is as long as its header says', () => {
  const value = { city: 'Zürich', quote: 'somebody’s', face: '😀', line: 'a\nb' }
  const { headers, body } = json(200, JSON.stringify(value))
  expect(body).toMatch(/^[ -~]+$/)
  expect(JSON.parse(body ?? '')).toEqual(value)
  expect(header(headers, 'content-length')).toBe(String(Buffer.byteLength(body ?? '')))
})

it('a problem is the same object for everybody, and has the headers of its kind', () => {
  const code: ProblemCode = 'all_held'
  expect(problem(code)).toBe(problem(code))
  expect(problem(code).headers.slice(0, 2)).toEqual(['content-type', 'application/problem+json'])
  expect(header(problem(code).headers, 'cache-control')).toBe('no-store')
  expect(JSON.parse(problem(code).body ?? '')).toMatchObject({ type: 'about:blank', status: 409, code })
})

it('a problem takes further members, and a header may come more than once', () => {
  const made = problem('limit_reached', { members: { retryAt: 'soon' }, retryAfterSeconds: 7 })
  expect(JSON.parse(made.body ?? '')).toMatchObject({ code: 'limit_reached', retryAt: 'soon' })
  expect(header(made.headers, 'retry-after')).toBe('7')
  const { headers } = json(200, '{}', { 'set-cookie': ['a=1', 'b=2'] })
  expect(headers.slice(-4)).toEqual(['set-cookie', 'a=1', 'set-cookie', 'b=2'])
})

it('phones refused in the same moment are told to come back in different seconds', () => {
  const seconds = Array.from({ length: 3000 }, () => Number(header(busy().headers, 'retry-after')))
  const counts = [1, 2, 3].map((second) => seconds.filter((one) => one === second).length)
  expect(counts.reduce((sum, count) => sum + count)).toBe(3000)
  // A thousand each on average; below 800 by chance once in 10^10 runs.
  expect(Math.min(...counts)).toBeGreaterThan(800)
  expect(Number(header(busy(10).headers, 'retry-after'))).toBeGreaterThanOrEqual(10)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSale } from '../support/sale.ts'
import { type HttpCloud, startCloud } from './cloud.ts'
import { type LineAnswer, openLine } from './line.ts'
import { killServed, open, requireBuild } from './serve.ts'

let cloud: HttpCloud
let path: string

beforeAll(async () => {
  cloud = await startCloud()
  await requireBuild()
  await open(cloud)
  const items = [{ name: 'Mug', stock: 50 }]
  path = `/sales/${(await createSale(cloud.sql, { closesInSeconds: 3600, items })).slug}`
}, 300_000)
afterAll(async () => {
  killServed()
  await cloud.stop()
})

async function get(url: string, headers: Record<string, string> = {}): Promise<LineAnswer> {
  const own = openLine(cloud.origin)
  try {
    return await own.ask('GET', url, headers)
  } finally {
    own.close()
  }
}

const german = { 'accept-language': 'de-DE,de;q=0.9' }
/** Somebody signed in, as far as the server looks here: their pages are rendered by Next, each for itself. */
const asked = { authorization: 'Basic eDp4' }
const choiceOf = (answer: LineAnswer) => String(answer.headers['set-cookie'] ?? '')
const beginningOf = (answer: LineAnswer) => /<html [^>]*>/.exec(answer.body.toString())?.[0] ?? ''

describe.each([
  ['kept for everybody', {}],
  ['rendered for one', asked],
] as const)('a public page %s', (_how, how) => {
  it('speaks the language of the browser, and English to whoever speaks none of ours', async () => {
    expect(beginningOf(await get(path, { ...how, ...german }))).toMatch(/lang="de" dir="ltr"/)
    expect(beginningOf(await get(path, how))).toMatch(/lang="en"/)
    expect(beginningOf(await get(path, { ...how, 'accept-language': 'fr' }))).toMatch(/lang="en"/)
    expect((await get('/', { ...how, ...german })).body.toString()).toContain('Alle Verkäufe')
  })

  it('speaks the language of its address, right to left where that is how it is written, and keeps the choice', async () => {
    const page = await get(`/ar${path}`, { ...how, ...german })
    expect(page.status).toBe(200)
    expect(beginningOf(page)).toMatch(/lang="ar" dir="rtl"/)
    expect(choiceOf(page)).toMatch(/^stampede-language=ar; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/)
    expect(beginningOf(await get('/de', how))).toMatch(/lang="de"/)
  })

  it('speaks the language that was chosen, whatever the browser says', async () => {
    const page = await get(path, { ...how, ...german, cookie: 'stampede-language=ar' })
    expect(beginningOf(page)).toMatch(/lang="ar"/)
    expect(choiceOf(page)).not.toContain('stampede-language')
  })

  it('cannot be told its language by a header of ours', async () => {
    expect(beginningOf(await get(path, { ...how, 'x-stampede-language': 'de' }))).toMatch(/lang="en"/)
  })
})

describe('a page of one’s own', () => {
  it('has one address: the language in another one is kept, and the visitor led on', async () => {
    const answer = await get('/de/sign-in?next=/orders')
    expect(answer.status).toBe(307)
    expect(String(answer.headers.location)).toMatch(/(^|\/\/[^/]+)\/sign-in\?next=(\/|%2F)orders$/)
    expect(choiceOf(answer)).toContain('stampede-language=de')
    const page = await get('/sign-in', { cookie: 'stampede-language=de' })
    expect(beginningOf(page)).toMatch(/lang="de"/)
  })

  it('leads to no other shop', async () => {
    const answer = await get('/de//elsewhere.example/x')
    expect(String(answer.headers.location ?? '')).not.toMatch(/^(https?:)?\/\/elsewhere/)
  })
})

it('a cache in front is told that the address alone does not say which page it is', async () => {
  expect(String((await get(path)).headers.vary)).toMatch(/Accept-Language, Cookie/)
})

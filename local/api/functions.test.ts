import { createServer, get, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataOf, startTestApi, type TestApi } from './testing.ts'

/** Stands where the Deno runner does and repeats what it was sent. */
const runner: Server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    if (incoming.url?.startsWith('/missing')) {
      outgoing
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"code":"NOT_FOUND","message":"none"}')
      return
    }
    outgoing.writeHead(incoming.url?.startsWith('/broken') ? 500 : 200, {
      'content-type': 'application/json',
      'x-from-function': 'yes',
    })
    const body = Buffer.concat(chunks).toString('base64')
    outgoing.end(
      JSON.stringify({ method: incoming.method, url: incoming.url, headers: incoming.headers, body }),
    )
  })
})

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ needsJwt: (name) => name === 'guarded' })
  await new Promise<void>((resolve) => runner.listen(api.config.ports.functions, '127.0.0.1', resolve))
})
afterAll(async () => {
  runner.close()
  await api.stop()
})

/** Asks for a path as it is written; fetch would resolve its dots. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: api.config.ports.api, path }, (answer) =>
      resolve(answer.resume().statusCode),
    ).on('error', reject)
  })
}

it('brings path, query, headers and body to the function, and its answer back', async () => {
  const answer = dataOf(
    await api.client().functions.invoke('hello', { body: { name: 'Ada' }, headers: { 'x-mine': '1' } }),
  )
  expect(answer).toMatchObject({ method: 'POST', url: '/hello', headers: { 'x-mine': '1' } })
  expect(JSON.parse(Buffer.from(answer.body, 'base64').toString())).toEqual({ name: 'Ada' })
  const deeper = await fetch(`${api.url}/functions/v1/hello/deep/er?a=1&a=2`)
  expect(deeper.headers.get('x-from-function')).toBe('yes')
  expect(await deeper.json()).toMatchObject({ method: 'GET', url: '/hello/deep/er?a=1&a=2' })
})

it('leaves the bytes of a webhook alone, because its signature covers them', async () => {
  const bytes = Buffer.from('{ "odd" :\t"spaces",\r\n "and": "\u00fc\\u00fc" }  ')
  const headers = { 'stripe-signature': 't=1,v1=abc', 'content-type': 'application/json' }
  const answer = await fetch(`${api.url}/functions/v1/stripe-webhook`, {
    method: 'POST',
    headers,
    body: bytes,
  })
  const seen = await answer.json()
  expect(Buffer.from(seen.body, 'base64').equals(bytes)).toBe(true)
  expect(seen.headers['stripe-signature']).toBe('t=1,v1=abc')
})

it('tells the caller of failures and of functions that are not there', async () => {
  const broken = await api.client().functions.invoke('broken')
  expect(broken.error?.name).toBe('FunctionsHttpError')
  expect((await fetch(`${api.url}/functions/v1/missing`)).status).toBe(404)
})

it('asks for a session where the function is guarded', async () => {
  const url = `${api.url}/functions/v1/guarded`
  const bearer = (token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } })
  const without = await fetch(url)
  expect(without.status).toBe(401)
  expect(await without.json()).toMatchObject({ message: 'Missing authorization header' })
  expect((await bearer('made.up.token')).status).toBe(401)
  expect((await bearer(api.config.keys.publishableKey)).status).toBe(401)
  for (const path of ['/hello/../guarded', '/hello/%2e%2e/guarded', '/./guarded', '//guarded']) {
    expect([401, 404]).toContain(await statusOf(`/functions/v1${path}`))
  }
  const client = api.client()
  expect((await client.functions.invoke('guarded')).error?.name).toBe('FunctionsHttpError')
  dataOf(await client.auth.signInAnonymously())
  expect(dataOf(await client.functions.invoke('guarded')).url).toBe('/guarded')
})

it('carries bodies up to its limit and refuses larger ones', async () => {
  const send = (bytes: number) =>
    fetch(`${api.url}/functions/v1/hello`, { method: 'POST', body: 'x'.repeat(bytes) }).then(
      (answer) => answer.status,
    )
  expect(await send(3 * 1024 * 1024)).toBe(200)
  expect(await send(7 * 1024 * 1024)).toBe(413)
})

it('says what to do while the runner is down', async () => {
  const { port } = runner.address() as AddressInfo
  expect(port).toBe(api.config.ports.functions)
  await new Promise((resolve) => {
    runner.close(resolve)
    runner.closeAllConnections()
  })
  const answer = await fetch(`${api.url}/functions/v1/hello`, { method: 'POST', body: '{}' })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({
    code: 'FUNCTIONS_UNAVAILABLE',
    message: expect.stringContaining('try again'),
  })
})

import { deepEqual, equal } from 'node:assert/strict'
import { ok, problem, readText } from './answers.ts'

const post = (body: BodyInit, headers: HeadersInit = {}) =>
  new Request('https://functions.test/', { method: 'POST', body, headers })

Deno.test('a body is read whole up to its limit, and not at all beyond it', async () => {
  equal(await readText(post('grün'), 5), 'grün')
  equal(await readText(post('grün!'), 5), null)
  equal(await readText(new Request('https://functions.test/', { method: 'POST' }), 5), '')
})

Deno.test('a body that does not say its length is cut off as soon as it is too long', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      controller.enqueue(new Uint8Array(1_000))
    },
  })
  equal(await readText(post(endless), 10_000), null)
  equal(sent < 20, true)
})

Deno.test('a body is refused by its length alone, before anything of it is read', async () => {
  equal(await readText(post('short', { 'content-length': '999999' }), 100), null)
})

Deno.test('answers are never kept, and a problem says which it is', async () => {
  const refused = problem(400, 'bad_signature', 'The signature does not fit.')
  equal(refused.status, 400)
  equal(refused.headers.get('content-type'), 'application/problem+json')
  equal(refused.headers.get('cache-control'), 'no-store')
  deepEqual(await refused.json(), {
    type: 'about:blank',
    status: 400,
    code: 'bad_signature',
    detail: 'The signature does not fit.',
  })
  equal(ok({}).headers.get('cache-control'), 'no-store')
})

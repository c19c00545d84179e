import type { IncomingMessage, ServerResponse } from 'node:http'
import Stripe from 'stripe'
import { authenticate } from './authenticate.ts'
import { readBody } from './body.ts'
import { expandAnswer } from './expand.ts'
import type { Faults } from './faults.ts'
import { parseForm } from './form.ts'
import { earlierAnswer, isRemembered, requestDigest } from './idempotency.ts'
import { newId } from './ids.ts'
import { StripeProblem } from './problems.ts'
import type { Call } from './request.ts'
import { findRoute } from './routes.ts'
import type { SandboxLog } from './sandbox.ts'
import type { Store } from './store.ts'

export type Api = {
  store: Store
  secretKey: string
  faults: Faults
  log: SandboxLog
  /** What every call of an endpoint shares. */
  calls: Pick<Call, 'baseUrl' | 'webhookUrl'>
  /** Called once the effects of a request are on the disk. */
  onSaved(): void
}

type Answer = { status: number; body: string; replayed: boolean }
type Request = { id: string; method: string; path: string; text: string; key: string | null }

/** Answers one call under `/v1/`: authenticates, replays or runs it, and answers once its effects are on the disk. */
export async function answerApi(
  api: Api,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const id = newId('req')
  const method = req.method ?? 'GET'
  const path = url.pathname
  let answer: Answer
  let losesAnswer = false
  try {
    const isRead = method === 'GET' || method === 'DELETE'
    const text = isRead ? url.search.slice(1) : await readBody(req)
    authenticate(req.headers, api.secretKey)
    // On GET and DELETE a key has no effect: https://docs.stripe.com/api/idempotent_requests
    const key = isRead ? null : headerOf(req, 'idempotency-key')
    const fault = api.faults.onRequest(method, path)
    losesAnswer = fault?.kind === 'lose_answer'
    const request = { id, method, path, text, key }
    answer = once(api, request, () => {
      if (fault?.kind === 'refuse') return refuse(fault.status)
      const result = run(api, request)
      return fault?.kind === 'fail_after' ? refuse(500) : result
    })
    await api.store.saved()
  } catch (error) {
    answer = answerError(api, error)
  }
  api.onSaved()
  if (losesAnswer) {
    res.destroy()
    return
  }
  send(req, res, id, answer)
}

function headerOf(req: IncomingMessage, name: string): string | null {
  const value = req.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** Runs a request, or gives the answer it was given before. Nothing here waits, so a key cannot be used twice at once. */
function once(api: Api, request: Request, work: () => object): Answer {
  const { key } = request
  const digest = requestDigest(request.method, request.path, request.text)
  const earlier = key ? earlierAnswer(api.store, key, digest) : null
  if (earlier) return { status: earlier.status, body: earlier.body, replayed: true }
  let answer: Answer
  let code: string | undefined
  try {
    answer = { status: 200, body: JSON.stringify(work()), replayed: false }
  } catch (error) {
    code = error instanceof StripeProblem ? error.body.code : undefined
    answer = answerError(api, error)
  }
  if (key && isRemembered(answer.status, code)) {
    const { status, body } = answer
    api.store.put('answers', key, { request: digest, status, body, at: Date.now() })
  }
  return answer
}

function run(api: Api, request: Request): object {
  const { endpoint, id, nested } = findRoute(request.method, request.path)
  const form = parseForm(request.text)
  const cause = { id: request.id, idempotency_key: request.key }
  const answer = endpoint({ ...api.calls, store: api.store, form, cause }, id, nested)
  return expandAnswer(api.store, form, answer)
}

function refuse(status: 429 | 500): never {
  throw status === 429
    ? new StripeProblem(429, {
        type: 'invalid_request_error',
        code: 'rate_limit',
        message: 'Too many requests in a short time: this sandbox was told to say so.',
      })
    : new StripeProblem(500, { type: 'api_error', message: 'This sandbox was told to fail.' })
}

function answerError(api: Api, error: unknown): Answer {
  if (error instanceof StripeProblem) {
    return { status: error.status, body: JSON.stringify({ error: error.body }), replayed: false }
  }
  api.log.error({ err: error }, 'The Stripe sandbox failed')
  const body = { type: 'api_error', message: 'The Stripe sandbox failed: its log says why.' }
  return { status: 500, body: JSON.stringify({ error: body }), replayed: false }
}

function send(req: IncomingMessage, res: ServerResponse, id: string, answer: Answer): void {
  const key = headerOf(req, 'idempotency-key')
  res.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-cache, no-store',
    'request-id': id,
    'stripe-version': Stripe.API_VERSION,
    ...(key ? { 'idempotency-key': key } : {}),
    ...(answer.replayed ? { 'idempotent-replayed': 'true' } : {}),
    // A failure that was remembered would only be replayed: Stripe tells its libraries not to bother.
    ...(answer.status >= 500 && key ? { 'stripe-should-retry': 'false' } : {}),
  })
  res.end(answer.body)
}

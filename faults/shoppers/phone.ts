import { Agent, request } from 'node:http'
import type { AnsweredClaim, AnsweredWait, Outcome } from '../history/history.ts'

/** A phone stops listening after this. Longer than anybody may be kept waiting, so that the checker sees who was. */
const HANG_LIMIT_MS = 12_000
const agent = new Agent({ keepAlive: true, maxSockets: 200 })

export type Sent = {
  origin: string
  method: 'POST' | 'DELETE'
  path: string
  pass: string
  body?: object
  /** Hang up after this, whether or not the answer is there. */
  patienceMs?: number
}

class LostError extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** Sends a request and says what the answer means. Rejects when there is none: its `code` says how it was lost. */
export function send(sent: Sent): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const text = sent.body ? JSON.stringify(sent.body) : ''
    const headers: Record<string, string> = { authorization: `Pass ${sent.pass}` }
    if (text) {
      headers['content-type'] = 'application/json'
      headers['content-length'] = String(Buffer.byteLength(text))
    }
    const going = request(sent.origin + sent.path, { method: sent.method, agent, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () => {
        clearTimeout(timer)
        resolve(meaningOf(answer.statusCode ?? 0, body))
      })
      answer.on('error', fail)
    })
    const fail = (error: Error) => {
      clearTimeout(timer)
      reject(error)
    }
    const timer = setTimeout(
      () => going.destroy(new LostError(sent.patienceMs === undefined ? 'hung' : 'gave_up')),
      sent.patienceMs ?? HANG_LIMIT_MS,
    )
    going.on('error', fail)
    going.end(text)
  })
}

type Body = { code?: string; claim?: AnsweredClaim; wait?: AnsweredWait }

/** 2xx: done. 4xx: not done. 5xx: who knows; the batch may have been committed before its connection broke. */
function meaningOf(status: number, text: string): Outcome {
  const body: Body = text === '' ? {} : JSON.parse(text)
  if (status >= 200 && status < 300) {
    const code = status === 201 ? 'new' : status === 200 ? 'repeated' : 'done'
    return {
      type: 'ok',
      status,
      code,
      ...(body.claim ? { claim: body.claim } : {}),
      ...(body.wait ? { wait: body.wait } : {}),
    }
  }
  return { type: status >= 500 ? 'info' : 'fail', status, code: body.code ?? '' }
}

/** Nothing is decided: the same request is worth sending again. After a 500 it is not, as the run has failed by then. */
export function isUndecided(outcome: Outcome): boolean {
  return (outcome.type === 'info' && outcome.status !== 500) || outcome.code === 'slow_down'
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusedSender } from '../stripe/own-pages.ts'
import { readBehaviour } from './behaviour.ts'
import { pushPage } from './page.ts'
import { BODY_MAX_BYTES, type PushService } from './service.ts'

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * Answers `/local/push` (the page), `/local/push/to/{id}` (a push), and what tests and pages of this machine ask:
 * `POST /local/push/subscriptions {applicationServerKey}` makes a device, `DELETE …/subscriptions/{id}` unsubscribes it, `GET|DELETE
 * /local/push/messages?endpoint=`, `POST|DELETE /local/push/behaviour`. False when the path is another one.
 */
export async function handlePush(
  service: PushService,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1')
  if (!/^\/local\/push(\/|$)/.test(url.pathname)) return false
  const to = /^\/local\/push\/to\/([\w-]+)$/.exec(url.pathname)?.[1]
  if (to) await takePush(service, to, req, res)
  else {
    const refused = refusedSender(req)
    if (refused) send(res, 403, { error: { message: refused } })
    else await answer(service, req, res, url)
  }
  return true
}

async function takePush(service: PushService, id: string, req: IncomingMessage, res: ServerResponse) {
  if (req.method !== 'POST') return send(res, 405, { error: { message: 'Pushes are posted.' } })
  const taken = await service.take(id, req.headers, await readBody(req, BODY_MAX_BYTES))
  // Whoever waits gives up by themselves; the connection is theirs.
  if (taken === 'hang') return
  res.writeHead(taken.status, { 'content-type': 'text/plain', ...taken.headers }).end(taken.why)
}

async function answer(service: PushService, req: IncomingMessage, res: ServerResponse, url: URL) {
  const gone = /^\/local\/push\/subscriptions\/([\w-]+)$/.exec(url.pathname)?.[1]
  switch (`${req.method} ${gone ? '/local/push/subscriptions/{id}' : url.pathname}`) {
    case 'GET /local/push':
      res.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': PAGE_POLICY,
      })
      return res.end(pushPage(service))
    case 'POST /local/push/subscriptions': {
      const { applicationServerKey } = Object(parse(await readBody(req, BODY_MAX_BYTES)))
      if (typeof applicationServerKey !== 'string')
        return send(res, 400, { error: { message: 'Send {"applicationServerKey": "B…"}.' } })
      return send(res, 201, service.devices.add(applicationServerKey))
    }
    case 'DELETE /local/push/subscriptions/{id}': {
      const device = service.devices.get(gone ?? '')
      if (device) device.isGone = true
      return res.writeHead(device ? 204 : 404).end()
    }
    case 'GET /local/push/messages': {
      const whose = url.searchParams.get('endpoint') ?? url.searchParams.get('subscription')
      return send(res, 200, { messages: service.list(whose ? service.devices.idOf(whose) : undefined) })
    }
    case 'DELETE /local/push/messages':
      service.clear()
      return res.writeHead(204).end()
    case 'POST /local/push/behaviour': {
      const read = readBehaviour(parse(await readBody(req, BODY_MAX_BYTES)))
      if ('problem' in read) return send(res, 400, { error: { message: read.problem } })
      service.behaviours.set(read.subscription && service.devices.idOf(read.subscription), read.behaviour)
      return res.writeHead(204).end()
    }
    case 'DELETE /local/push/behaviour':
      service.behaviours.calm()
      return res.writeHead(204).end()
    default:
      return send(res, 404, { error: { message: 'There is nothing here: the page is at /local/push.' } })
  }
}

/** The whole body, or null when it is longer than that. */
async function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req) {
    bytes += chunk.length
    if (bytes <= maxBytes) chunks.push(chunk)
  }
  return bytes <= maxBytes ? Buffer.concat(chunks) : null
}

function parse(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '')
  } catch {
    // Not JSON: nothing any of the calls takes, and each says what it wants.
    return null
  }
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body))
}

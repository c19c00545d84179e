import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import { doByHand, type Hand } from './by-hand.ts'
import { CALM, type Chaos, readChaos } from './chaos.ts'
import { refusedSender } from './own-pages.ts'
import { type Said, sandboxPage } from './page/page.ts'
import { StripeProblem } from './problems.ts'

export const DOOR_PATH = /^\/local\/stripe(\/|$)/

/** `said` is shown once, on the next page. */
export type Door = Hand & { said: Said | null }

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * Answers `/local/stripe`, the page (POST is a button of it), and `/local/stripe/chaos`, the switches: GET says how they
 * stand, POST sets all of them by a JSON object (what is left out is off), DELETE turns everything off. Only for this
 * machine itself, and never by the shop's port.
 */
export async function answerDoor(
  door: Door,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const refused = refusedSender(req)
  if (refused) return sendJson(res, 403, { error: { message: refused } })
  if (url.pathname === '/local/stripe/chaos') return answerChaos(door.chaos, req, res)
  if (url.pathname === '/local/stripe') return answerPage(door, req, res)
  sendJson(res, 404, {
    error: {
      message: 'There is nothing here: the page is at /local/stripe, the switches at /local/stripe/chaos.',
    },
  })
}

async function answerPage(door: Door, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (req.method === 'POST') {
    // Two fields may be called `do`: the button that was pressed comes last.
    const fields = new URLSearchParams(await readText(req))
    fields.set('do', fields.getAll('do').at(-1) ?? '')
    door.said = doByHand(door, fields)
    await door.store.saved()
    res.writeHead(303, { location: '/local/stripe' }).end()
    return
  }
  const { said } = door
  if (req.method === 'GET') door.said = null
  res.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': PAGE_POLICY,
  })
  res.end(sandboxPage(door.store, door.chaos, said))
}

async function answerChaos(chaos: Chaos, req: IncomingMessage, res: ServerResponse): Promise<void> {
  switch (req.method) {
    case 'GET':
      break
    case 'DELETE':
      chaos.set(CALM)
      break
    case 'POST': {
      const read = readChaos(await readJson(req))
      if ('problem' in read) return sendJson(res, 400, { error: { message: read.problem } })
      chaos.set(read.settings)
      break
    }
    default:
      return sendJson(res, 405, { error: { message: 'The switches take GET, POST and DELETE.' } })
  }
  sendJson(res, 200, { settings: chaos.settings, met: chaos.met })
}

/** The body as JSON; undefined when it is none, which no switch is. */
async function readJson(req: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await readText(req))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The body; empty when it is longer than anything that is sent here. */
async function readText(req: IncomingMessage): Promise<string> {
  try {
    return await readBody(req)
  } catch (error) {
    if (error instanceof StripeProblem) return ''
    throw error
  }
}

function sendJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body))
}

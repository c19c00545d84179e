import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import { CALM, type Chaos, readChaos } from './chaos.ts'
import { refusedSender } from './own-pages.ts'
import { StripeProblem } from './problems.ts'

export const DOOR_PATH = /^\/local\/stripe(\/|$)/

export type Door = { chaos: Chaos }

/**
 * Answers `/local/stripe/chaos`, the switches: GET says how they stand, POST sets all of them by a JSON object (what is
 * left out is off), DELETE turns everything off. Only for this machine itself, and never by the shop's port.
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
  sendJson(res, 404, {
    error: { message: 'There is nothing here: the switches are at /local/stripe/chaos.' },
  })
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
    return JSON.parse(await readBody(req))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof StripeProblem) return undefined
    throw error
  }
}

function sendJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body))
}

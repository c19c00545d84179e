import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import postgres, { type Sql } from 'postgres'
import { createFastLane } from '#lib/http/fast-lane.ts'
import { writeAnswer } from '#lib/http/node-call.ts'
import { problem } from '#lib/http/problems.ts'
import { signPass } from '#lib/passes/pass.ts'
import { startGateway } from '../../local/api/gateway.ts'
import type { LocalConfig } from '../../local/config.ts'
import { shopEnv } from '../../local/environment.ts'
import { startTestDatabase, testLog } from '../../local/testing.ts'

export type HttpCloud = {
  config: LocalConfig
  /** Role postgres. */
  sql: Sql
  /** Where the fast lane answers, without Next behind it; nothing does after `startCloud`. */
  origin: string
  stop(): Promise<void>
}

/** A real Postgres and the real Supabase API of this machine, seeded, with nothing at the shop's port yet. */
export async function startCloud(): Promise<HttpCloud> {
  const database = await startTestDatabase({ isSeeded: true })
  const gateway = await startGateway(database.config, testLog)
  const sql = postgres(database.dbUrl, { max: 3, backoff: () => 0.1, onnotice: () => undefined })
  return {
    config: database.config,
    sql,
    origin: `http://127.0.0.1:${database.config.ports.shop}`,
    async stop() {
      await sql.end({ timeout: 2 })
      await gateway.close()
      await database.stop()
    },
  }
}

/**
 * The same with the fast lane served alone by this process. What Next would be asked for is answered by the same
 * 404 as app/api gives.
 */
export async function startHttpCloud(): Promise<HttpCloud> {
  const cloud = await startCloud()
  Object.assign(process.env, shopEnv(cloud.config), { LOG_LEVEL: 'silent' })
  const fastLane = createFastLane()
  const server = createServer((request, response) => {
    if (!fastLane(request, response)) writeAnswer(response, problem('unknown_path'))
  })
  await new Promise<void>((resolve) => server.listen(cloud.config.ports.shop, '127.0.0.1', resolve))
  return {
    ...cloud,
    async stop() {
      await closeServer(server)
      await cloud.stop()
    },
  }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** A pass as the shop mints them, good for a quarter of an hour unless told otherwise. */
export function passFor(cloud: HttpCloud, shopperId: string, saleId: string, secondsLeft = 900): string {
  return signPass(
    { shopperId, saleId, expiresAtMs: Date.now() + secondsLeft * 1000 },
    cloud.config.keys.passSecret,
  )
}

export type Answered = {
  status: number
  code: string | undefined
  body: Record<string, unknown>
  headers: Headers
}

/** Sends a request and reads the answer as JSON; `code` is a problem's. */
export async function send(url: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const parsed: unknown = text === '' ? {} : JSON.parse(text)
  const body = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  const code = 'code' in body && typeof body.code === 'string' ? body.code : undefined
  return { status: response.status, code, body: body as Record<string, unknown>, headers: response.headers }
}

export type ClaimSent = { itemId: string; quantity?: number; requestId?: string }

/** POST /api/claims with a pass. */
export function claim(
  cloud: HttpCloud,
  pass: string,
  wanted: ClaimSent,
  signal: AbortSignal | null = null,
): Promise<Answered> {
  return send(`${cloud.origin}/api/claims`, {
    method: 'POST',
    headers: { authorization: `Pass ${pass}`, 'content-type': 'application/json' },
    body: JSON.stringify({ quantity: 1, requestId: randomUUID(), ...wanted }),
    signal,
  })
}

/** The claim inside an answer, for reading its fields. */
export function claimIn(answered: Answered): Record<string, unknown> {
  const { claim } = answered.body
  if (typeof claim !== 'object' || claim === null)
    throw new Error(`no claim in ${JSON.stringify(answered.body)}`)
  return { ...claim }
}

/** How many answers there were of each kind, such as `{'201': 100, '409 all_held': 400}`. */
export function tally(answers: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, code } of answers) {
    const kind = code ? `${status} ${code}` : String(status)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

/** Asks again and again until the condition holds; fails with the sentence when it never does. */
export async function until(what: string, isSo: () => Promise<boolean>, limitMs = 10_000): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

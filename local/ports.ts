import { randomInt } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { LocalConfig } from './config.ts'
import { codeOf, Problem, reasonOf } from './problem.ts'
import { waitUntil } from './processes.ts'

/** Which variable moves which listener, for the sentence that says a port is taken. */
const VARIABLE = {
  shop: 'PORT',
  api: 'SUPABASE_API_PORT',
  db: 'SUPABASE_DB_PORT',
  local: 'LOCAL_PORT',
  functions: 'LOCAL_FUNCTIONS_PORT',
  smtp: 'LOCAL_SMTP_PORT',
} as const

const PURPOSE = {
  shop: 'the shop',
  api: 'the Supabase API',
  db: 'Postgres',
  local: 'the inbox and the Stripe sandbox',
  functions: 'Edge Functions',
  smtp: 'mail',
} as const

/** Listens for a moment; gives the port (a free one for 0) or the reason why not. */
function tryPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address()
      const bound = typeof address === 'object' && address !== null ? address.port : port
      probe.close(() => resolve(bound))
    })
  })
}

/** Below the range from which systems take the ports of outgoing connections, which come and go at any moment. */
const FREE_FROM = 20_000
const FREE_TO = 32_000

/** A port nobody listens on at this moment, and no outgoing connection will take in the next. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      return await tryPort(randomInt(FREE_FROM, FREE_TO), '127.0.0.1')
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error
    }
  }
  throw new Problem(
    `No free port was found between ${FREE_FROM} and ${FREE_TO}: stop some of the programs that listen there.`,
  )
}

/** True when some program listens on the port; where that cannot be read, it is assumed. */
function hasListener(port: number): boolean {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].filter((path) => existsSync(path))
  if (tables.length === 0) return true
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  // A row is `sl local_address rem_address st …`; state 0A is listening.
  return tables.some((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .some((fields) => fields[1]?.endsWith(local) && fields[3] === '0A'),
  )
}

/** A connection that was closed keeps its port this long (TIME-WAIT), and a little more. */
const LINGER_MS = 65_000

/** Supabase's ports lie where outgoing connections take theirs: one that is closing only needs waiting for. */
async function waitForLingering(port: number, host: string): Promise<boolean> {
  return waitUntil(async () => {
    if (hasListener(port)) return true
    try {
      await tryPort(port, host)
      return true
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error
      return false
    }
  }, LINGER_MS)
}

/** Throws a Problem naming the variable to change when the port is taken. */
export async function requireFreePort(config: LocalConfig, part: keyof LocalConfig['ports']): Promise<void> {
  const port = config.ports[part]
  const host = part === 'shop' ? '0.0.0.0' : '127.0.0.1'
  try {
    if (!hasListener(port)) await waitForLingering(port, host)
    await tryPort(port, host)
  } catch (error) {
    const why =
      codeOf(error) === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${reasonOf(error)})`
    throw new Problem(
      `Port ${port} for ${PURPOSE[part]} ${why}: stop that program, or choose another port with ${VARIABLE[part]}=….`,
    )
  }
}

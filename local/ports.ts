import { createServer } from 'node:net'
import type { LocalConfig } from './config.ts'
import { codeOf, Problem, reasonOf } from './problem.ts'

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

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return tryPort(0, '127.0.0.1')
}

/** Throws a Problem naming the variable to change when the port is taken. */
export async function requireFreePort(config: LocalConfig, part: keyof LocalConfig['ports']): Promise<void> {
  const port = config.ports[part]
  try {
    await tryPort(port, part === 'shop' ? '0.0.0.0' : '127.0.0.1')
  } catch (error) {
    const why =
      codeOf(error) === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${reasonOf(error)})`
    throw new Problem(
      `Port ${port} for ${PURPOSE[part]} ${why}: stop that program, or choose another port with ${VARIABLE[part]}=….`,
    )
  }
}

import { resolve } from 'node:path'
import { type LocalKeys, openStateDir, readOrCreateKeys } from './keys.ts'
import { Problem } from './problem.ts'

/** One machine's stand-in for the cloud: where everything listens, where its state lives, and its keys. */
export type LocalConfig = {
  /** Absolute. Everything that outlives a process is in here. */
  stateDir: string
  /** `functions` and `smtp` are 0 until the supervisor has chosen them (see `choosePorts`). */
  ports: { shop: number; api: number; db: number; local: number; functions: number; smtp: number }
  urls: { shop: string; api: string; local: string; smtp: string }
  /** Role postgres: not a superuser, as on hosted Supabase. Migrations and the shop's DATABASE_URL. */
  dbUrl: string
  /** Role supabase_admin, the superuser: bootstrap, gateway, realtime. */
  adminDbUrl: string
  keys: LocalKeys
}

/** The demo merchant's sign-in. Not a secret: it only exists on this machine, and `npm run status` prints it. */
export const DEMO_MERCHANT = { email: 'maker@stampede.test', password: 'stampede-demo' } as const

export type Env = Readonly<Record<string, string | undefined>>

function readPort(env: Env, name: string, fallback: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  // Only the two ports that the supervisor chooses by itself may be 0.
  if (Number.isInteger(port) && port >= Math.min(1, fallback) && port <= 65_535) return port
  throw new Problem(
    `${name} is "${text}": set it to a port number from 1 to 65535, or leave it unset for ${fallback}.`,
  )
}

function readPorts(env: Env): LocalConfig['ports'] {
  const ports = {
    shop: readPort(env, 'PORT', 3000),
    api: readPort(env, 'SUPABASE_API_PORT', 54321),
    db: readPort(env, 'SUPABASE_DB_PORT', 54322),
    local: readPort(env, 'LOCAL_PORT', 54324),
    functions: readPort(env, 'LOCAL_FUNCTIONS_PORT', 0),
    smtp: readPort(env, 'LOCAL_SMTP_PORT', 0),
  }
  const fixed = [ports.shop, ports.api, ports.db, ports.local]
  if (new Set(fixed).size !== fixed.length) {
    throw new Problem(
      'PORT, SUPABASE_API_PORT, SUPABASE_DB_PORT and LOCAL_PORT must be four different ports: ' +
        `they are ${fixed.join(', ')}. Change the one that repeats.`,
    )
  }
  return ports
}

/** Where the state folder is, without creating it. `.stampede` in the current folder unless STAMPEDE_STATE_DIR says else. */
export function stateDirOf(env: Env): string {
  return resolve(env.STAMPEDE_STATE_DIR || '.stampede')
}

/** Builds the config for given ports and keys; the addresses follow from them. */
export function configFor(stateDir: string, ports: LocalConfig['ports'], keys: LocalKeys): LocalConfig {
  return {
    stateDir,
    ports,
    urls: {
      shop: `http://localhost:${ports.shop}`,
      api: `http://127.0.0.1:${ports.api}`,
      local: `http://127.0.0.1:${ports.local}`,
      smtp: `smtp://127.0.0.1:${ports.smtp}`,
    },
    // The Supabase CLI asks for TLS unless told not to, and this server has none.
    dbUrl: `postgresql://postgres:${keys.dbPassword}@127.0.0.1:${ports.db}/postgres?sslmode=disable`,
    adminDbUrl: `postgresql://supabase_admin:${keys.adminDbPassword}@127.0.0.1:${ports.db}/postgres`,
    keys,
  }
}

/**
 * Reads ports and state folder from the environment, creates the state folder and its keys when missing.
 * Throws a Problem (one sentence, what to do) for a bad port or a folder that cannot be written.
 */
export function loadConfig(env: Env): LocalConfig {
  const ports = readPorts(env)
  const stateDir = stateDirOf(env)
  openStateDir(stateDir)
  return configFor(stateDir, ports, readOrCreateKeys(stateDir))
}

/** The variables that make `loadConfig` give the same config in a child process. */
export function configEnv(config: LocalConfig): Record<string, string> {
  return {
    STAMPEDE_STATE_DIR: config.stateDir,
    PORT: String(config.ports.shop),
    SUPABASE_API_PORT: String(config.ports.api),
    SUPABASE_DB_PORT: String(config.ports.db),
    LOCAL_PORT: String(config.ports.local),
    LOCAL_FUNCTIONS_PORT: String(config.ports.functions),
    LOCAL_SMTP_PORT: String(config.ports.smtp),
  }
}

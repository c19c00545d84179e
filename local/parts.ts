import { join } from 'node:path'
import type { Logger } from 'pino'
import type { LocalConfig } from './config.ts'
import { inheritedEnv, partEnv, shopEnv } from './environment.ts'
import { functionsCommand } from './functions/runner.ts'
import { logFileOf } from './logs.ts'
import { answers, type PartSpec, requireReady } from './part.ts'
import { startPostgres } from './postgres/cluster.ts'
import { PROJECT_DIR } from './postgres/migrate.ts'
import { spawnGuarded } from './processes.ts'

export function postgresPart(config: LocalConfig, log: Logger): PartSpec {
  return {
    name: 'postgres',
    title: 'Postgres 17',
    logFile: logFileOf(config.stateDir, 'postgres'),
    start: async (signal) => (await startPostgres(config, log, { signal })).process,
  }
}

/** Data API, Auth, Realtime and the way to Edge Functions, on the API port. */
export function apiPart(config: LocalConfig): PartSpec {
  const title = 'Supabase API'
  const logFile = logFileOf(config.stateDir, 'api')
  return {
    name: 'api',
    title,
    logFile,
    async start(signal) {
      const api = spawnGuarded({
        command: process.execPath,
        args: ['--max-old-space-size=256', join(PROJECT_DIR, 'local', 'api', 'main.ts')],
        cwd: PROJECT_DIR,
        env: partEnv(config),
        stopSignal: 'SIGTERM',
        output: logFile,
      })
      const headers = { apikey: config.keys.publishableKey }
      await requireReady(
        title,
        api,
        logFile,
        () => answers(`${config.urls.api}/auth/v1/health`, headers),
        signal,
      )
      return api
    },
  }
}

/** The real Deno, running `supabase/functions/*`. */
export function functionsPart(config: LocalConfig): PartSpec {
  const title = 'Edge Functions'
  const logFile = logFileOf(config.stateDir, 'functions')
  return {
    name: 'functions',
    title,
    logFile,
    async start(signal) {
      const { command, args, env, cwd } = functionsCommand(config)
      const deno = spawnGuarded({
        command,
        args,
        cwd,
        env: { ...inheritedEnv(), ...env },
        stopSignal: 'SIGTERM',
        output: logFile,
      })
      const health = `http://127.0.0.1:${config.ports.functions}/_health`
      await requireReady(title, deno, logFile, () => answers(health), signal, 120_000)
      return deno
    },
  }
}

/** The shop itself, as production runs it, or with `next dev` behind the same server. */
export function shopPart(config: LocalConfig, mode: 'start' | 'dev'): PartSpec {
  const title = 'Shop'
  const logFile = logFileOf(config.stateDir, 'shop')
  const isDev = mode === 'dev'
  return {
    name: 'shop',
    title,
    logFile,
    async start(signal) {
      const shop = spawnGuarded({
        command: process.execPath,
        args: isDev ? ['server.ts', '--dev'] : ['server.ts'],
        cwd: PROJECT_DIR,
        env: {
          ...inheritedEnv(),
          ...shopEnv(config),
          NODE_ENV: isDev ? 'development' : 'production',
          NEXT_TELEMETRY_DISABLED: '1',
        },
        stopSignal: 'SIGTERM',
        output: isDev ? 'inherit' : logFile,
      })
      await requireReady(
        title,
        shop,
        logFile,
        () => answers(`http://127.0.0.1:${config.ports.shop}/api/health/live`),
        signal,
      )
      return shop
    },
  }
}

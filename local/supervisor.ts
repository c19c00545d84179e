import type { Logger } from 'pino'
import { startBuild } from './build.ts'
import type { LocalConfig } from './config.ts'
import { configFor, DEMO_MERCHANT } from './config.ts'
import { createDemoMerchant, renewDemoSales } from './demo.ts'
import { shopEnv } from './environment.ts'
import { startListener } from './listener.ts'
import { logFileOf, openLog } from './logs.ts'
import { type PartSpec, supervise } from './part.ts'
import { apiPart, functionsPart, postgresPart, shopPart } from './parts.ts'
import { freePort, requireFreePort } from './ports.ts'
import { applyBootstrap, migrate, seed } from './postgres/migrate.ts'
import type { Problem } from './problem.ts'
import { type Claimed, claimStateDir, type RunningNote } from './running.ts'
import { say, sayUp } from './say.ts'
import { startScheduler } from './scheduler.ts'

export type Supervisor = {
  /** Settles when everything answers and the addresses are printed. */
  started: Promise<void>
  /** Stops everything in order; the same promise each time. */
  stop(): Promise<void>
}

type Closable = { close(): Promise<void> }

/** What is stopped when; the scheduler first, so that nothing asks for what is going, and the database last. */
const STOP_ORDER = {
  build: 0,
  scheduler: 1,
  shop: 2,
  functions: 3,
  api: 4,
  listener: 5,
  postgres: 6,
} as const

/** One life of the supervisor: what all its steps need. */
type Life = {
  mode: RunningNote['mode']
  log: Logger
  /** Aborted when everything is to stop; whatever is still starting gives up at its next step. */
  signal: AbortSignal
  claimed: Claimed | null
  up: { name: keyof typeof STOP_ORDER; closable: Closable }[]
  /** What is still coming up beside us. */
  pending: Promise<unknown>
  onGiveUp(problem: Problem): void
}

/** Gives the two ports nobody needs to know in advance. */
async function choosePorts(config: LocalConfig): Promise<LocalConfig> {
  const ports = { ...config.ports }
  if (ports.functions === 0) ports.functions = await freePort()
  if (ports.smtp === 0) ports.smtp = await freePort()
  return configFor(config.stateDir, ports, config.keys)
}

async function startPart(life: Life, spec: PartSpec, where: string): Promise<void> {
  if (life.signal.aborted) return
  const began = performance.now()
  const closable = await supervise(spec, {
    log: life.log,
    signal: life.signal,
    onGiveUp: life.onGiveUp,
    onProcess: (guarded) => life.claimed?.note(spec.name, guarded?.identity ?? null),
  })
  life.up.push({ name: spec.name, closable })
  sayUp(spec.title, where, began)
}

async function startDatabase(life: Life, config: LocalConfig): Promise<void> {
  await startPart(life, postgresPart(config, life.log), `127.0.0.1:${config.ports.db}`)
  const began = performance.now()
  await applyBootstrap(config, life.log)
  const { applied, changed } = await migrate(config, life.log)
  const { isNew } = await seed(config, life.log)
  for (const name of changed) {
    say(`  ! ${name} was edited after it was applied here: \`npm run reset\` brings the database up to it.`)
  }
  sayUp(
    'Migrations',
    `${applied === 0 ? 'up to date' : `${applied} applied`}${isNew ? ', seeded' : ''}`,
    began,
  )
}

async function startCloud(life: Life, config: LocalConfig): Promise<void> {
  await startDatabase(life, config)
  if (life.signal.aborted) return
  const began = performance.now()
  life.up.push({ name: 'listener', closable: await startListener(config, life.log) })
  sayUp('Inbox, Stripe, push', config.urls.local, began)
  await Promise.all([
    startPart(life, apiPart(config), config.urls.api),
    startPart(life, functionsPart(config), `${config.urls.api}/functions/v1`),
  ])
  await createDemoMerchant(config)
  if (!life.signal.aborted) {
    life.up.push({ name: 'scheduler', closable: await startScheduler(config, life.log) })
  }
}

async function build(life: Life, config: LocalConfig): Promise<void> {
  if (life.mode === 'dev') return
  const began = performance.now()
  const running = startBuild(shopEnv(config), logFileOf(config.stateDir, 'build'))
  life.up.push({ name: 'build', closable: running })
  const { isSkipped } = await running.finished
  sayUp('Build', isSkipped ? 'of the same sources, kept' : 'done', began)
}

async function start(life: Life, given: LocalConfig): Promise<void> {
  const began = performance.now()
  life.claimed = await claimStateDir(given, life.mode)
  const config = await choosePorts(given)
  for (const part of ['shop', 'api', 'db', 'local'] as const) await requireFreePort(config, part)
  life.claimed.ports(config.ports)
  say('Starting Stampede …')
  const work = [build(life, config), startCloud(life, config)]
  life.pending = Promise.allSettled(work)
  await Promise.all(work)
  await startPart(life, shopPart(config, life.mode), config.urls.shop)
  if (life.signal.aborted) return
  await renewDemoSales(config)
  announce(config, performance.now() - began)
}

async function stopAll(life: Life): Promise<void> {
  while (life.up.length > 0) {
    life.up.sort((a, b) => STOP_ORDER[a.name] - STOP_ORDER[b.name])
    const next = life.up.shift()
    await next?.closable.close().catch((error: unknown) => {
      life.log.error({ err: error, part: next.name }, 'a part did not stop well')
    })
  }
}

/** Starts the local cloud and the shop, and keeps the parts running. `onGiveUp` is told when one keeps failing. */
export function startSupervisor(
  given: LocalConfig,
  mode: RunningNote['mode'],
  onGiveUp: (problem: Problem) => void,
): Supervisor {
  const abort = new AbortController()
  const life: Life = {
    mode,
    onGiveUp,
    log: openLog(given.stateDir),
    signal: abort.signal,
    claimed: null,
    up: [],
    pending: Promise.resolve(),
  }
  const started = start(life, given)
  let stopping: Promise<void> | null = null

  async function stop(): Promise<void> {
    abort.abort()
    await stopAll(life)
    // What was still starting gives up by now; whatever it brought up until then is stopped after it.
    await Promise.allSettled([started, life.pending])
    await stopAll(life)
    life.claimed?.release()
    life.log.info('stopped')
  }

  return {
    started,
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

function announce(config: LocalConfig, tookMs: number): void {
  say()
  say(`Stampede is up after ${(tookMs / 1000).toFixed(1)} s.`)
  say()
  say(`  Shop        ${config.urls.shop}`)
  say(`  Dashboard   ${config.urls.shop}/dashboard   ${DEMO_MERCHANT.email} / ${DEMO_MERCHANT.password}`)
  say(`  Inbox       ${config.urls.local}/local/inbox`)
  say(`  Stripe      ${config.urls.local}/local/stripe   (sandbox)`)
  say(`  Pushes      ${config.urls.local}/local/push`)
  say(`  API         ${config.urls.api}`)
  say()
  say('Keys and the database address: `npm run status`. Stop with Ctrl-C.')
}

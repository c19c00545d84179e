import { type Build, startBuild } from './build.ts'
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

/** Gives the two ports nobody needs to know in advance. */
async function choosePorts(config: LocalConfig): Promise<LocalConfig> {
  const ports = { ...config.ports }
  if (ports.functions === 0) ports.functions = await freePort()
  if (ports.smtp === 0) ports.smtp = await freePort()
  return configFor(config.stateDir, ports, config.keys)
}

/** Starts the local cloud and the shop, and keeps the parts running. `onGiveUp` is told when one keeps failing. */
export function startSupervisor(
  given: LocalConfig,
  mode: RunningNote['mode'],
  onGiveUp: (problem: Problem) => void,
): Supervisor {
  const log = openLog(given.stateDir)
  /** What is up, in the order in which it is to be stopped: the last to come first to go, see `close`. */
  const up: { order: number; closable: Closable }[] = []
  let claimed: Claimed | null = null
  const abort = new AbortController()
  const { signal } = abort
  let pending: Promise<unknown> = Promise.resolve()
  let stopping: Promise<void> | null = null

  function keep(order: number, closable: Closable): void {
    up.push({ order, closable })
  }

  async function startPart(order: number, spec: PartSpec, where: string): Promise<void> {
    if (signal.aborted) return
    const began = performance.now()
    const part = await supervise(spec, {
      log,
      signal,
      onGiveUp,
      onProcess: (guarded) => claimed?.note(spec.name, guarded?.identity ?? null),
    })
    keep(order, part)
    sayUp(spec.title, where, began)
  }

  async function startDatabase(config: LocalConfig): Promise<void> {
    await startPart(9, postgresPart(config, log), `127.0.0.1:${config.ports.db}`)
    const began = performance.now()
    await applyBootstrap(config, log)
    const { applied, changed } = await migrate(config, log)
    const { isNew } = await seed(config, log)
    sayUp(
      'Migrations',
      `${applied === 0 ? 'up to date' : `${applied} applied`}${isNew ? ', seeded' : ''}`,
      began,
    )
  }

  async function startCloud(config: LocalConfig): Promise<void> {
    await startDatabase(config)
    if (signal.aborted) return
    const began = performance.now()
    keep(8, await startListener(config, log))
    sayUp('Inbox, Stripe', config.urls.local, began)
    await Promise.all([
      startPart(3, apiPart(config), config.urls.api),
      startPart(2, functionsPart(config), `${config.urls.api}/functions/v1`),
    ])
    await createDemoMerchant(config)
    if (!signal.aborted) keep(0, await startScheduler(config, log))
  }

  async function build(config: LocalConfig): Promise<void> {
    if (mode === 'dev') return
    const began = performance.now()
    const running: Build = startBuild(shopEnv(config), logFileOf(config.stateDir, 'build'))
    keep(-1, running)
    const { isSkipped } = await running.finished
    sayUp('Build', isSkipped ? 'of the same sources, kept' : 'done', began)
  }

  async function start(): Promise<void> {
    const began = performance.now()
    claimed = await claimStateDir(given, mode)
    const config = await choosePorts(given)
    for (const part of ['shop', 'api', 'db', 'local'] as const) await requireFreePort(config, part)
    claimed.ports(config.ports)
    say('Starting Stampede …')
    const work = [build(config), startCloud(config)]
    pending = Promise.allSettled(work)
    await Promise.all(work)
    await startPart(1, shopPart(config, mode), config.urls.shop)
    if (signal.aborted) return
    await renewDemoSales(config)
    announce(config, performance.now() - began)
  }

  async function stopAll(): Promise<void> {
    // Scheduler, shop, functions, API, inbox and sandbox, Postgres; those that came up while stopping too.
    const began = performance.now()
    while (up.length > 0) {
      up.sort((a, b) => a.order - b.order)
      const next = up.shift()
      await next?.closable
        .close()
        .catch((error: unknown) => log.error({ err: error }, 'a part did not stop well'))
    }
    log.info({ ms: Math.round(performance.now() - began) }, 'stopped')
  }

  const started = start()
  return {
    started,
    stop() {
      abort.abort()
      // What was still starting gives up at the next step; whatever it brought up until then is stopped after it.
      stopping ??= stopAll()
        .then(() => Promise.allSettled([started, pending]))
        .then(stopAll)
        .then(() => claimed?.release())
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
  say(`  API         ${config.urls.api}`)
  say()
  say('Keys and the database address: `npm run status`. Stop with Ctrl-C.')
}

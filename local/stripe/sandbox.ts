import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { LocalConfig } from '../config.ts'
import { type Api, answerApi } from './api.ts'
import { answerChallenge, CHALLENGE_PATH } from './challenge.ts'
import { Chaos } from './chaos.ts'
import { succeed } from './confirm.ts'
import { answerDoor, DOOR_PATH, type Door } from './door.ts'
import { type Faults, firstOf, NO_FAULTS } from './faults.ts'
import { Store } from './store.ts'
import { Courier } from './webhooks.ts'

/** The part of a pino logger that the sandbox uses. */
export type SandboxLog = {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

export type SandboxConfig = {
  stateDir: LocalConfig['stateDir']
  urls: Pick<LocalConfig['urls'], 'api' | 'local'>
  keys: Pick<LocalConfig['keys'], 'stripeSecretKey' | 'stripeWebhookSecret'>
}

export type SandboxOptions = {
  /** How long a slow payment stays `processing`, in milliseconds. */
  slowMs?: number
  faults?: Faults
}

export type StripeSandbox = {
  /** Answers a request that is the sandbox's (`/v1/*`, `/stripe/*`, `/local/stripe*`) and says whether it was. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>
  close(): Promise<void>
}

const SLOW_MS = 4_000

/**
 * Stripe's HTTP API for the calls one payment needs, on this machine. Its state is in `<stateDir>/stripe` and
 * survives a restart, pending webhooks and slow payments included.
 */
export async function createStripeSandbox(
  config: SandboxConfig,
  log: SandboxLog,
  options: SandboxOptions = {},
): Promise<StripeSandbox> {
  const chaos = new Chaos()
  const faults = firstOf(options.faults ?? NO_FAULTS, chaos)
  const store = await Store.open(join(config.stateDir, 'stripe'))
  const webhook = {
    url: `${config.urls.api}/functions/v1/stripe-webhook`,
    secret: config.keys.stripeWebhookSecret,
  }
  const courier = new Courier(store, webhook, faults, log)
  const slow = slowPayments(store, log, () => courier.wake())
  const api: Api = {
    store,
    secretKey: config.keys.stripeSecretKey,
    faults,
    log,
    calls: { baseUrl: config.urls.local, slowMs: options.slowMs ?? SLOW_MS, onProcessing: slow.watch },
    onSaved: () => courier.wake(),
  }
  for (const id of store.tables.intents.keys()) slow.watch(id)
  courier.wake()
  return {
    handle: (req, res) => handle(api, { chaos }, req, res),
    close: async () => {
      slow.close()
      await courier.close()
      await store.close()
    },
  }
}

async function handle(api: Api, door: Door, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const url = new URL(req.url ?? '/', 'http://sandbox')
  if (url.pathname.startsWith('/v1/')) {
    await answerApi(api, req, res, url)
    return true
  }
  if (DOOR_PATH.test(url.pathname)) {
    await answerDoor(door, req, res, url)
    return true
  }
  const challenge = CHALLENGE_PATH.exec(url.pathname)?.[1]
  if (!challenge) return false
  await answerChallenge(api.store, req, res, url, challenge)
  api.onSaved()
  return true
}

/** Payments that are `processing` succeed by themselves once their time has come. */
function slowPayments(store: Store, log: SandboxLog, onSaved: () => void) {
  const timers = new Set<NodeJS.Timeout>()
  const finish = async (id: string) => {
    const stored = store.tables.intents.get(id)
    if (stored?.intent.status !== 'processing') return
    succeed(store, stored)
    await store.saved()
    onSaved()
  }
  const watch = (id: string) => {
    const succeedsAt = store.tables.intents.get(id)?.succeedsAt ?? null
    if (succeedsAt === null) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      finish(id).catch((error: unknown) =>
        log.error({ err: error, intent: id }, 'A slow payment could not be finished'),
      )
    }, succeedsAt - Date.now()).unref()
    timers.add(timer)
  }
  const close = () => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }
  return { watch, close }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { LocalConfig } from '../config.ts'
import { type Api, answerApi } from './api.ts'
import { answerChallenge, CHALLENGE_PATH } from './challenge.ts'
import { Chaos } from './chaos.ts'
import { answerDoor, DOOR_PATH, type Door } from './door.ts'
import { DueWork } from './due.ts'
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
  /** How long a slow payment stays `processing` and a refund pending, and a dispute takes to come; milliseconds. */
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
 * Stripe's HTTP API for the calls we make, on this machine. Its state is in `<stateDir>/stripe` and
 * survives a restart, pending webhooks and what is due later included.
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
  const due = new DueWork(store, options.slowMs ?? SLOW_MS, log, () => courier.wake())
  const api: Api = {
    store,
    secretKey: config.keys.stripeSecretKey,
    faults,
    log,
    calls: { baseUrl: config.urls.local, webhookUrl: webhook.url },
    onSaved: () => {
      courier.wake()
      due.wake()
    },
  }
  const door: Door = { chaos, store, said: null }
  api.onSaved()
  return {
    handle: (req, res) => handle(api, door, req, res),
    close: async () => {
      due.close()
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
    api.onSaved()
    return true
  }
  const challenge = CHALLENGE_PATH.exec(url.pathname)?.[1]
  if (!challenge) return false
  await answerChallenge(api.store, req, res, url, challenge)
  api.onSaved()
  return true
}

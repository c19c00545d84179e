import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import Stripe from 'stripe'
import { configFor } from '../../local/config.ts'
import { shopEnv } from '../../local/environment.ts'
import { readOrCreateKeys } from '../../local/keys.ts'
import { freePort } from '../../local/ports.ts'
import { getRunning } from '../../local/running.ts'
import { requireEnv } from './test.ts'

export type StripeShop = { url: string; stop: () => void }

/** What runs for these tests, with its addresses and keys. */
function cloud() {
  const stateDir = requireEnv('E2E_STATE_DIR')
  const running = getRunning(stateDir)
  if (!running) throw new Error(`Nothing runs on ${stateDir}.`)
  return configFor(stateDir, running.ports, readOrCreateKeys(stateDir))
}

/**
 * The same build on the same database, as a shop that has a Stripe account: its pages load Stripe.js. There is no Stripe
 * behind it, so a tap on pay ends in "cannot be reached"; unless `reachesStripe`: then the sandbox answers for it.
 */
export async function startStripeShop({ reachesStripe = false } = {}): Promise<StripeShop> {
  const config = cloud()
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  const preload = fileURLToPath(new URL('./reach-sandbox.mjs', import.meta.url))
  const server: ChildProcess = spawn(process.execPath, ['server.ts'], {
    env: {
      ...process.env,
      ...shopEnv(config),
      STRIPE_API_BASE: '',
      PORT: port,
      SHOP_URL: url,
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: 'pk_test_of_the_browser_tests',
      WEB_WORKERS: '1',
      ...(reachesStripe
        ? {
            E2E_STRIPE_SANDBOX: config.urls.local,
            NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${preload}`.trim(),
          }
        : {}),
    },
    stdio: 'ignore',
  })
  await expect.poll(() => isUp(url), { timeout: 30_000, message: 'the shop with Stripe answers' }).toBe(true)
  return { url, stop: () => void server.kill('SIGTERM') }
}

/** The sandbox as Stripe.js reaches it, for what a browser would do there. */
export function sandboxStripe(): Stripe {
  const { keys, ports } = cloud()
  return new Stripe(keys.stripeSecretKey, {
    host: '127.0.0.1',
    port: ports.local,
    protocol: 'http',
    telemetry: false,
  })
}

/** Where the sandbox's page and its switches are. */
export const sandboxUrl = () => cloud().urls.local

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok
  } catch {
    // Not listening yet.
    return false
  }
}

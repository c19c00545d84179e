import { type ChildProcess, spawn } from 'node:child_process'
import { type BrowserContext, expect } from '@playwright/test'
import { configFor } from '../../local/config.ts'
import { shopEnv } from '../../local/environment.ts'
import { readOrCreateKeys } from '../../local/keys.ts'
import { freePort } from '../../local/ports.ts'
import { getRunning } from '../../local/running.ts'
import { requireEnv } from './test.ts'

export type StripeShop = { url: string; stop: () => void }

/**
 * The same build on the same database, as a shop that has a Stripe account: its pages load Stripe.js. Its server refuses
 * to run with the sandbox then, so there is no Stripe behind it: a tap on pay ends in "cannot be reached".
 */
export async function startStripeShop(): Promise<StripeShop> {
  const stateDir = requireEnv('E2E_STATE_DIR')
  const running = getRunning(stateDir)
  if (!running) throw new Error(`Nothing runs on ${stateDir}.`)
  const config = configFor(stateDir, running.ports, readOrCreateKeys(stateDir))
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  const server: ChildProcess = spawn(process.execPath, ['server.ts'], {
    env: {
      ...process.env,
      ...shopEnv(config),
      STRIPE_API_BASE: '',
      PORT: port,
      SHOP_URL: url,
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: 'pk_test_of_the_browser_tests',
    },
    stdio: 'ignore',
  })
  await expect.poll(() => isUp(url), { timeout: 30_000, message: 'the shop with Stripe answers' }).toBe(true)
  return { url, stop: () => void server.kill('SIGTERM') }
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`)).ok
  } catch {
    // Not listening yet.
    return false
  }
}

/**
 * Answers for js.stripe.com, which a test machine cannot reach: the fields are words and the token is made up. What our
 * page asks of Stripe.js is kept in `window.stripeCalls`.
 */
export async function serveStripeJs(context: BrowserContext): Promise<void> {
  await context.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `(${stripeJs.toString()})()` }),
  )
}

/** Runs in the page, from its own text: it can use nothing from this file. */
function stripeJs() {
  const calls: unknown[] = []
  const element = (type: string) => ({
    mount(place: HTMLElement) {
      place.textContent = `Stripe's ${type} field`
    },
    on() {},
    once() {},
    off() {},
    update() {},
    unmount() {},
    destroy() {},
  })
  const elements = (options: object) => {
    calls.push({ elements: options })
    const made = new Map<string, ReturnType<typeof element>>()
    return {
      create(type: string) {
        const one = element(type)
        made.set(type, one)
        return one
      },
      getElement: (type: string) => made.get(type) ?? null,
      update: (change: object) => void calls.push({ update: change }),
      submit: async () => ({}),
      on() {},
    }
  }
  const stripe = {
    elements,
    createToken() {},
    createPaymentMethod() {},
    confirmCardPayment() {},
    _registerWrapper() {},
    registerAppInfo() {},
    async createConfirmationToken(asked: { params: object }) {
      calls.push({ createConfirmationToken: asked.params })
      return { confirmationToken: { id: 'ctoken_of_the_browser_tests' } }
    },
  }
  Object.assign(window, { stripeCalls: calls, Stripe: () => stripe })
}

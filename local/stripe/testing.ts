import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import {
  createStripeSandbox,
  type SandboxConfig,
  type SandboxOptions,
  type StripeSandbox,
} from './sandbox.ts'

/** One request the webhook endpoint received, and when. */
export type Received = { body: string; signature: string; event: Stripe.Event }

export type TestSandbox = {
  /** The unmodified client, pointed at the sandbox. It retries nothing unless told to. */
  stripe: Stripe
  baseUrl: string
  secretKey: string
  webhookSecret: string
  /** Every webhook that arrived, in order. */
  received: Received[]
  /** What the webhook endpoint answers next; 200 when empty. */
  answers: number[]
  stateDir: string
  /** Stops the sandbox and starts it again on the same state and port, as a restart of the machine would. */
  restart(): Promise<void>
  close(): Promise<void>
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return port
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** A sandbox on a free port with a state folder of its own, and an endpoint for its webhooks. */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const received: Received[] = []
  const answers: number[] = []
  const endpoint = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    received.push({ body, signature: String(req.headers['stripe-signature']), event: JSON.parse(body) })
    res.writeHead(answers.shift() ?? 200).end()
  })
  const endpointPort = await listen(endpoint)

  let sandbox: StripeSandbox | null = null
  const server = createServer(async (req, res) => {
    if (!(await sandbox?.handle(req, res))) res.writeHead(404).end()
  })
  const port = await listen(server)
  const config: SandboxConfig = {
    stateDir: mkdtempSync(join(tmpdir(), 'stampede-stripe-')),
    urls: { api: `http://127.0.0.1:${endpointPort}`, local: `http://127.0.0.1:${port}` },
    keys: { stripeSecretKey: `sk_test_${randomUUID()}`, stripeWebhookSecret: `whsec_${randomUUID()}` },
  }
  const silent = { warn: () => undefined, error: () => undefined }
  sandbox = await createStripeSandbox(config, silent, options)
  return {
    stripe: new Stripe(config.keys.stripeSecretKey, {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    }),
    baseUrl: config.urls.local,
    secretKey: config.keys.stripeSecretKey,
    webhookSecret: config.keys.stripeWebhookSecret,
    received,
    answers,
    stateDir: config.stateDir,
    async restart() {
      await sandbox?.close()
      sandbox = await createStripeSandbox(config, silent, options)
    },
    async close() {
      await sandbox?.close()
      await closeServer(server)
      await closeServer(endpoint)
      rmSync(config.stateDir, { recursive: true, force: true })
    },
  }
}

/** A confirmation token for one of Stripe's test payment methods. */
export async function tokenFor(stripe: Stripe, paymentMethod: string): Promise<string> {
  return (await stripe.testHelpers.confirmationTokens.create({ payment_method: paymentMethod })).id
}

export const RETURN_URL = 'http://127.0.0.1:3000/orders/1'

/** Makes a payment of 12.00 and confirms it with a test payment method. */
export async function pay(stripe: Stripe, paymentMethod: string): Promise<Stripe.PaymentIntent> {
  const intent = await stripe.paymentIntents.create({ amount: 1200, currency: 'eur' })
  const confirmation_token = await tokenFor(stripe, paymentMethod)
  return stripe.paymentIntents.confirm(intent.id, { confirmation_token, return_url: RETURN_URL })
}

/** What a promise was rejected with; fails when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Stripe.errors.StripeError) return outcome
  throw new Error(outcome === null ? 'Stripe accepted what it should refuse.' : String(outcome))
}

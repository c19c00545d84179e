import Stripe from 'stripe'
import { afterAll, beforeAll, test } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../testing.ts'

/** Who answers: the sandbox, or Stripe itself with `STRIPE_CONTRACT_KEY=sk_test_…`. */
export type Contract = {
  stripe: Stripe
  /** One request as it is written on the wire, without the package's help. */
  send(method: string, path: string, form?: string, headers?: Record<string, string>): Promise<Wire>
}
export type Wire = { status: number; headers: Headers; body: Record<string, unknown> }

export const RETURN_URL = 'https://shop.example/orders/1'

/** The key of a Stripe account's test mode, or null for the sandbox. A live key is refused: these tests move money. */
export function contractKey(env: Readonly<Record<string, string | undefined>>): string | null {
  const key = env.STRIPE_CONTRACT_KEY
  if (!key) return null
  if (/^(sk|rk)_test_/.test(key)) return key
  throw new Error(
    'STRIPE_CONTRACT_KEY is no test key: set it to one that begins with sk_test_, or remove it.',
  )
}

/** Opens the contract for the tests of one file; the object is filled when they run. */
export function openContract(): Contract {
  const contract = {} as Contract
  let sandbox: TestSandbox | null = null
  beforeAll(async () => {
    const key = contractKey(process.env)
    if (key === null) sandbox = await startTestSandbox({ slowMs: 100 })
    const secretKey = sandbox?.secretKey ?? key ?? ''
    const base = sandbox?.baseUrl ?? 'https://api.stripe.com'
    contract.stripe = sandbox?.stripe ?? new Stripe(secretKey, { maxNetworkRetries: 2, telemetry: false })
    contract.send = async (method, path, form = '', headers = {}) => {
      const isRead = method === 'GET'
      const response = await fetch(`${base}${path}${isRead && form !== '' ? `?${form}` : ''}`, {
        method,
        ...(isRead ? {} : { body: form }),
        headers: {
          authorization: `Bearer ${secretKey}`,
          'stripe-version': Stripe.API_VERSION,
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
      })
      return { status: response.status, headers: response.headers, body: await response.json() }
    }
  })
  afterAll(() => sandbox?.close())
  return contract
}

/** A test of a sentence that stands in Stripe's documentation, on the page `https://docs.stripe.com/{page}`. */
export function documented(page: string, sentence: string, run: () => Promise<void>): void {
  test(`${sentence} [docs.stripe.com/${page}]`, run)
}

/** The `error` object of an answer. */
export const errorOf = (wire: Wire) => wire.body.error as Record<string, unknown>

/** A payment that is confirmed with a test payment method as it is made. */
export function payWith(
  stripe: Stripe,
  paymentMethod: string,
  params: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    confirm: true,
    payment_method: paymentMethod,
    return_url: RETURN_URL,
    ...params,
  })
}

export { rejection } from '../testing.ts'

import { z } from 'zod'
import { shared } from '#lib/http/shared.ts'

/**
 * Everything the shop is told from outside, read once and checked once.
 *
 * It is evaluated at the first call, not at import: `next build` imports every route and must need no variable.
 * `process.env` is read as a whole object on purpose: written as `process.env.NEXT_PUBLIC_…` the bundler would
 * freeze the value of the build machine, and one build has to run anywhere. (No `server-only` here: server.ts
 * reads it too, and plain Node has no such condition; `#lib/http/shared.ts` imports nothing a browser lacks, but
 * nothing secret is ever evaluated there, because a browser has no `process.env` to read.)
 */
export type Env = {
  supabaseUrl: string
  supabasePublishableKey: string
  supabaseSecretKey: string
  databaseUrl: string
  passSecret: string
  stripeSecretKey: string
  /** Only set for the sandbox: scheme, host and port that stand in for api.stripe.com. */
  stripeApiBase: string | null
  /** Null means: no Stripe account, show the sandbox panel and never load Stripe.js. */
  stripePublishableKey: string | null
  /** What browsers subscribe to pushes with; null means: push is off, and the shop says so. */
  vapidPublicKey: string | null
  /** A push service of this installation's own, beside those of the browsers; null means: none. */
  pushServiceOrigin: string | null
  /** Who says what tax an order contains: the rates of its sale, or Stripe Tax. */
  taxProvider: 'sale' | 'stripe'
  /** Who may open a store here: anybody, or whoever has one of these addresses (docs/decisions/0022). */
  storeOpeners: 'anybody' | readonly string[]
  port: number
  host: string
  /** Origin people type in, without a trailing slash. */
  shopUrl: string
  passLimitPerIpPerMinute: number
  /** How many reverse proxies in front of the shop write X-Forwarded-For; 0 means it is not believed. */
  trustedProxies: number
  /** How many processes answer behind the one listener; null means: as many as this machine has room for. */
  webWorkers: number | null
}

const httpUrl = (what: string) =>
  z
    .string({ error: `is missing: set it to ${what}` })
    .refine(isHttpUrl, { error: `is not a web address: set it to ${what}` })
    .transform((text) => text.replace(/\/+$/, ''))

const secret = (what: string, min = 1) =>
  z.string({ error: `is missing: set it to ${what}` }).min(min, { error: `is too short: set it to ${what}` })

const wholeNumber = (what: string, min: number, max: number) =>
  z.coerce
    .number({ error: `is not a number: set it to ${what}` })
    .int({ error: `is not a whole number: set it to ${what}` })
    .min(min, { error: `is below ${min}: set it to ${what}` })
    .max(max, { error: `is above ${max}: set it to ${what}` })

const count = (what: string, fallback: number, min: number, max: number) =>
  wholeNumber(what, min, max).default(fallback)

const variables = z.object({
  NEXT_PUBLIC_SUPABASE_URL: httpUrl('the URL of the Supabase project, such as https://abc.supabase.co'),
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: secret(
    'the publishable key of the Supabase project (sb_publishable_…)',
  ),
  SUPABASE_SECRET_KEY: secret('a secret key of the Supabase project (sb_secret_…)'),
  DATABASE_URL: z
    .string({ error: 'is missing: set it to the connection string of the database (postgresql://…)' })
    .regex(/^postgres(ql)?:\/\//, {
      error: 'is not a connection string: set it to the one of the database (postgresql://…)',
    }),
  PASS_SECRET: secret('32 or more random characters, the same on every instance of the shop', 32),
  STRIPE_SECRET_KEY: secret('the secret key of the Stripe account (sk_…)'),
  STRIPE_API_BASE: httpUrl('the address of the Stripe sandbox, or remove it to use Stripe itself').optional(),
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: secret(
    'the publishable key of the Stripe account (pk_…), or remove it to use the sandbox panel',
  ).optional(),
  // One that is wrong turns push off and is said at the start; it is no reason not to sell.
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^B[A-Za-z0-9_-]{86}$/)
    .nullable()
    .catch(null)
    .default(null),
  PUSH_SERVICE_ORIGIN: httpUrl(
    'the address of your own push service, or remove it to use those of the browsers',
  ).optional(),
  TAX_PROVIDER: z
    .enum(['sale', 'stripe'], {
      error: 'is unknown: set it to sale (the rates written on each sale) or to stripe (Stripe Tax)',
    })
    .default('sale'),
  STORE_OPENERS: z
    .string()
    .toLowerCase()
    .transform((text) =>
      text === 'anybody' || text === 'nobody' ? text : text.split(/[\s,]+/).filter(Boolean),
    )
    .refine((who) => typeof who === 'string' || who.every((email) => /^[^@]+@[^@]+$/.test(email)), {
      error: 'is unknown: set it to anybody, to nobody, or to e-mail addresses with commas between them',
    })
    .optional(),
  PORT: count('a free port, such as 3000', 3000, 0, 65_535),
  HOST: z
    .string()
    .min(1, { error: 'is empty: set it to an address to listen on, such as 0.0.0.0' })
    .default('0.0.0.0'),
  SHOP_URL: httpUrl('the address people open, such as https://shop.example').optional(),
  PASS_LIMIT_PER_IP_PER_MINUTE: count(
    'how many new shoppers one address may bring a minute',
    600,
    1,
    10_000_000,
  ),
  TRUST_PROXY: z.preprocess(
    (value) => (value === 'true' ? 1 : value === 'false' ? 0 : value),
    count('how many reverse proxies stand in front of the shop (0 when none)', 0, 0, 10),
  ),
  WEB_WORKERS: z.preprocess(
    (value) => (value === 'auto' ? undefined : value),
    wholeNumber('how many processes answer requests (1 to 64), or to auto', 1, 64).optional(),
  ),
})

/** Reads and checks a set of variables. Throws one Error whose message has one sentence per wrong value. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const filled = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = variables.safeParse(filled)
  if (!result.success) {
    throw new Error(
      result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'),
    )
  }
  const found = result.data
  return {
    supabaseUrl: found.NEXT_PUBLIC_SUPABASE_URL,
    supabasePublishableKey: found.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    supabaseSecretKey: found.SUPABASE_SECRET_KEY,
    databaseUrl: found.DATABASE_URL,
    passSecret: found.PASS_SECRET,
    stripeSecretKey: found.STRIPE_SECRET_KEY,
    stripeApiBase: found.STRIPE_API_BASE ?? null,
    stripePublishableKey: found.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY ?? null,
    vapidPublicKey: found.VAPID_PUBLIC_KEY,
    pushServiceOrigin: found.PUSH_SERVICE_ORIGIN ?? null,
    taxProvider: found.TAX_PROVIDER,
    storeOpeners: openersOf(found.STORE_OPENERS, found.STRIPE_API_BASE !== undefined),
    port: found.PORT,
    host: found.HOST,
    shopUrl: found.SHOP_URL ?? `http://127.0.0.1:${found.PORT}`,
    passLimitPerIpPerMinute: found.PASS_LIMIT_PER_IP_PER_MINUTE,
    trustedProxies: found.TRUST_PROXY,
    webWorkers: found.WEB_WORKERS ?? null,
  }
}

/** Unless told otherwise anybody where money is pretended, and nobody where a stranger's sales would be paid into a real account. */
function openersOf(said: string | string[] | undefined, isSandbox: boolean): Env['storeOpeners'] {
  if (said === undefined) return isSandbox ? 'anybody' : []
  if (Array.isArray(said)) return said
  return said === 'anybody' ? 'anybody' : []
}

/** The shop's own variables. Throws what {@link readEnv} throws; a wrong set is read again at the next call. */
export function getEnv(): Env {
  return shared('env', () => readEnv(process.env))
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

import { describe, expect, it } from 'vitest'
import { readEnv } from './env.ts'

const complete = {
  NEXT_PUBLIC_SUPABASE_URL: 'https://abc.supabase.co/',
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
  SUPABASE_SECRET_KEY: 'sb_secret_x',
  DATABASE_URL: 'postgresql://postgres:x@db.abc.supabase.co:5432/postgres',
  PASS_SECRET: 'p'.repeat(32),
  STRIPE_SECRET_KEY: 'sk_test_x',
}

describe('the environment', () => {
  it('is read with its defaults when only what is needed is set', () => {
    expect(readEnv(complete)).toMatchObject({
      supabaseUrl: 'https://abc.supabase.co',
      stripeApiBase: null,
      stripePublishableKey: null,
      port: 3000,
      host: '0.0.0.0',
      shopUrl: 'http://127.0.0.1:3000',
      passLimitPerIpPerMinute: 600,
      trustedProxies: 0,
      webWorkers: null,
    })
  })

  it('refuses a TAX_PROVIDER it does not know', () => {
    expect(readEnv(complete).taxProvider).toBe('sale')
    expect(readEnv({ ...complete, TAX_PROVIDER: 'stripe' }).taxProvider).toBe('stripe')
    expect(() => readEnv({ ...complete, TAX_PROVIDER: 'avalara' })).toThrow(
      /TAX_PROVIDER is unknown: set it to sale/,
    )
  })

  it('lets anybody open a store where money is pretended, and nobody where it is real, unless told otherwise', () => {
    const sandbox = { ...complete, STRIPE_API_BASE: 'http://127.0.0.1:1234' }
    expect(readEnv(complete).storeOpeners).toEqual([])
    expect(readEnv(sandbox).storeOpeners).toBe('anybody')
    expect(readEnv({ ...sandbox, STORE_OPENERS: 'nobody' }).storeOpeners).toEqual([])
    expect(readEnv({ ...complete, STORE_OPENERS: 'anybody' }).storeOpeners).toBe('anybody')
    expect(readEnv({ ...complete, STORE_OPENERS: 'Ada@example.com, bo@example.com' }).storeOpeners).toEqual([
      'ada@example.com',
      'bo@example.com',
    ])
    expect(() => readEnv({ ...complete, STORE_OPENERS: 'everybody' })).toThrow(/STORE_OPENERS is unknown/)
  })

  it('takes an empty value for a missing one', () => {
    expect(readEnv({ ...complete, STRIPE_API_BASE: '', PORT: '' })).toMatchObject({
      stripeApiBase: null,
      port: 3000,
    })
  })

  it.each([
    ['true', 1],
    ['false', 0],
    ['2', 2],
  ])('reads TRUST_PROXY=%s as that many proxies', (text, count) => {
    expect(readEnv({ ...complete, TRUST_PROXY: text }).trustedProxies).toBe(count)
  })

  it.each([
    ['auto', null],
    ['', null],
    ['1', 1],
    ['64', 64],
  ])('reads WEB_WORKERS=%s as that many processes, or leaves it to the machine', (text, count) => {
    expect(readEnv({ ...complete, WEB_WORKERS: text }).webWorkers).toBe(count)
  })

  it('names every missing value in a sentence of its own that says what to do', () => {
    const sentences = () => readEnv({})
    for (const name of Object.keys(complete))
      expect(sentences).toThrow(new RegExp(`^${name} is missing: set it to .+\\.$`, 'm'))
  })

  it.each([
    ['NEXT_PUBLIC_SUPABASE_URL', 'abc', 'is not a web address'],
    ['DATABASE_URL', 'mysql://x', 'is not a connection string'],
    ['PASS_SECRET', 'short', 'is too short'],
    ['PORT', 'http', 'is not a number'],
    ['PORT', '1.5', 'is not a whole number'],
    ['PORT', '70000', 'is above 65535'],
    ['PASS_LIMIT_PER_IP_PER_MINUTE', '0', 'is below 1'],
    ['TRUST_PROXY', 'yes', 'is not a number'],
    ['WEB_WORKERS', '0', 'is below 1'],
    ['WEB_WORKERS', '65', 'is above 64'],
    ['WEB_WORKERS', '2.5', 'is not a whole number'],
    ['WEB_WORKERS', 'many', 'is not a number'],
    ['SHOP_URL', 'javascript:1', 'is not a web address'],
    ['STRIPE_API_BASE', 'localhost', 'is not a web address'],
  ])('refuses %s=%s, saying that it %s', (name, value, reason) => {
    expect(() => readEnv({ ...complete, [name]: value })).toThrow(
      new RegExp(`^${name} ${reason}: set it to .+\\.$`),
    )
  })

  it('never prints a secret', () => {
    const wrong = { ...complete, PASS_SECRET: 'hunter2', DATABASE_URL: 'hunter2' }
    expect(() => readEnv(wrong)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })
})

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hashInlineScripts } from './inline-scripts.ts'
import { framingOf, type PolicyEnv, pageHeaders, pagePolicy } from './policy.ts'

const shop: PolicyEnv = {
  supabaseUrl: 'https://abc.supabase.co',
  shopUrl: 'https://shop.example',
  stripePublishableKey: 'pk_test_1',
}
const sandboxed = {
  ...shop,
  supabaseUrl: 'http://127.0.0.1:54321',
  shopUrl: 'http://127.0.0.1:3000',
  stripePublishableKey: null,
}

function directivesOf(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )
}

describe('the policy of a page', () => {
  const pay = directivesOf(pagePolicy(shop, { nonce: 'abc' }))

  test('runs what carries the nonce and nothing else, whoever wrote it into the page', () => {
    expect(pay['script-src']).toBe(
      "'nonce-abc' 'strict-dynamic' https://js.stripe.com https://*.js.stripe.com",
    )
    expect(pay['default-src']).toBe("'none'")
    expect(pay['object-src']).toBe("'none'")
    expect(pay['base-uri']).toBe("'none'")
    expect(pay['frame-ancestors']).toBe("'none'")
    expect(pay['form-action']).toBe("'self'")
  })

  test('frames and calls Stripe where there is an account', () => {
    expect(pay['frame-src']).toBe('https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com')
    expect(pay['connect-src']).toBe(
      "'self' https://abc.supabase.co wss://abc.supabase.co https://api.stripe.com",
    )
  })

  test('knows nothing of Stripe where there is none, nor on a page that is kept', () => {
    expect(pagePolicy(sandboxed, { nonce: 'abc' })).not.toContain('stripe')
    expect(pagePolicy(shop, { hashes: ['x'] })).not.toContain('stripe')
    expect(directivesOf(pagePolicy(sandboxed, { nonce: 'abc' }))['frame-src']).toBe("'none'")
  })

  test('holds a frame of our own in one place only, and nothing else may be held, by us or by anybody', () => {
    const framed = (path: string) => {
      const policy = directivesOf(pagePolicy(shop, { nonce: 'abc' }, false, framingOf(path)))
      return [policy['frame-src'], policy['frame-ancestors']]
    }
    expect(framed('/dashboard/drafts/1/preview')).toEqual(["'self'", "'none'"])
    expect(framed('/preview/1')).toEqual([pay['frame-src'], "'self'"])
    for (const path of [
      '/dashboard',
      '/dashboard/drafts/1',
      '/preview',
      '/preview/1/2',
      '/sales/1/bag',
      '/x/preview/1',
    ])
      expect(framed(path)).toEqual([pay['frame-src'], "'none'"])
  })

  test('never allows inline scripts as such, nor code made from text', () => {
    for (const policy of [pagePolicy(shop, { nonce: 'abc' }), pagePolicy(shop, { hashes: ['x'] })]) {
      expect(directivesOf(policy)['script-src']).not.toMatch(/unsafe|https?:(\s|$)|\*(\s|$)|data:|blob:/)
    }
  })

  test('asks for HTTPS only where the shop has it', () => {
    expect(pagePolicy(shop, { nonce: 'abc' })).toContain('upgrade-insecure-requests')
    expect(pagePolicy(sandboxed, { nonce: 'abc' })).not.toContain('upgrade-insecure-requests')
    expect(pageHeaders(shop)['strict-transport-security']).toBe('max-age=31536000')
    expect(pageHeaders(sandboxed)).not.toHaveProperty('strict-transport-security')
  })

  test('lets only Stripe ask for a payment', () => {
    expect(pageHeaders(shop)['permissions-policy']).toContain('payment=(self "https://js.stripe.com")')
    expect(pageHeaders(sandboxed)['permissions-policy']).toContain('payment=()')
  })
})

describe('the inline scripts of a kept page', () => {
  const sha = (text: string) => createHash('sha256').update(text).digest('base64')

  test('are hashed byte by byte, each once; files are not', () => {
    const html = `<script>a("ö")</script><script id="x" async>b()\n</script><script src="/c.js"></script><script>a("ö")</script>`
    expect(hashInlineScripts(html)).toEqual([sha('a("ö")'), sha('b()\n')])
  })

  test('data for machines is not run, and so not listed; what only looks like it is', () => {
    const data = '<script type="application/ld+json">{"a":1}</script>'
    expect(
      hashInlineScripts(
        `${data}<script type="module">a()</script><script data-type="application/ld+json">b()</script>`,
      ),
    ).toEqual([sha('a()'), sha('b()')])
  })

  test('too many to list are not listed', () => {
    expect(
      hashInlineScripts(Array.from({ length: 90 }, (_, n) => `<script>f(${n})</script>`).join('')),
    ).toBeNull()
  })
})

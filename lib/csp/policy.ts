/** What a policy depends on in an installation. */
export type PolicyEnv = { supabaseUrl: string; shopUrl: string; stripePublishableKey: string | null }

/** Which scripts a page may run: those that carry the nonce of this answer, or inline ones of these very bytes. */
export type PageScripts = { nonce: string } | { hashes: readonly string[] }

/** Whether a page holds a frame of the shop's own, or is what stands in one. Every other page does neither. */
export type Framing = 'none' | 'holds' | 'is_held'

/** The dashboard holds the preview of a draft in a frame as wide as a phone. Nothing else is ever framed, so that nobody taps what they do not see. */
export function framingOf(pathname: string): Framing {
  if (/^\/dashboard\/drafts\/[^/]+\/preview$/.test(pathname)) return 'holds'
  return /^\/preview\/[^/]+$/.test(pathname) ? 'is_held' : 'none'
}

/** Of Stripe's security guide (docs.stripe.com/security/guide), for Stripe.js with Elements. */
const STRIPE_JS = ['https://js.stripe.com', 'https://*.js.stripe.com']
const STRIPE_FRAMES = [...STRIPE_JS, 'https://hooks.stripe.com']

/**
 * The Content-Security-Policy of a page. With a nonce: nothing runs but what carries it, and what that loads. With hashes
 * (a page that is kept for everybody, where a nonce would be no secret): our own files and exactly the inline scripts of
 * this page's bytes; Stripe is not on such a page and not in its policy.
 *
 * `style-src` allows inline styles: the stock strip and Stripe's fields are drawn by style attributes, and a style runs
 * nothing. What it could fetch is held by `img-src` and `font-src`.
 */
export function pagePolicy(
  env: PolicyEnv,
  scripts: PageScripts,
  isDev = false,
  framing: Framing = 'none',
): string {
  const hasStripe = 'nonce' in scripts && env.stripePublishableKey !== null
  const stripe = (sources: readonly string[]) => (hasStripe ? sources : [])
  const supabase = new URL(env.supabaseUrl)
  const realtime = `${supabase.protocol === 'https:' ? 'wss:' : 'ws:'}//${supabase.host}`
  const directives: [string, readonly string[]][] = [
    ['default-src', ["'none'"]],
    ['script-src', [...scriptSources(scripts), ...stripe(STRIPE_JS), ...(isDev ? ["'unsafe-eval'"] : [])]],
    ['style-src', ["'self'", "'unsafe-inline'"]],
    ['img-src', ["'self'", 'data:', supabase.origin, ...stripe(['https://*.stripe.com'])]],
    ['font-src', ["'self'"]],
    ['connect-src', ["'self'", supabase.origin, realtime, ...stripe(['https://api.stripe.com'])]],
    ['frame-src', framing === 'holds' ? ["'self'"] : hasStripe ? STRIPE_FRAMES : ["'none'"]],
    ['worker-src', ["'self'"]],
    ['manifest-src', ["'self'"]],
    ['form-action', ["'self'"]],
    ['object-src', ["'none'"]],
    ['base-uri', ["'none'"]],
    ['frame-ancestors', [framing === 'is_held' ? "'self'" : "'none'"]],
    ...(isHttps(env) ? ([['upgrade-insecure-requests', []]] as [string, readonly string[]][]) : []),
  ]
  return directives.map(([name, sources]) => [name, ...sources].join(' ')).join('; ')
}

function scriptSources(scripts: PageScripts): string[] {
  // A browser that knows strict-dynamic ignores the hosts beside it; they are for those that do not.
  if ('nonce' in scripts) return [`'nonce-${scripts.nonce}'`, "'strict-dynamic'"]
  return ["'self'", ...scripts.hashes.map((hash) => `'sha256-${hash}'`)]
}

/** What else is said of every page. A year of HTTPS only where the shop has it. */
export function pageHeaders(env: PolicyEnv): Record<string, string> {
  const payment = env.stripePublishableKey === null ? 'payment=()' : 'payment=(self "https://js.stripe.com")'
  return {
    'permissions-policy': `${payment}, camera=(), microphone=(), geolocation=(), usb=()`,
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    ...(isHttps(env) ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

const isHttps = (env: PolicyEnv) => env.shopUrl.startsWith('https:')

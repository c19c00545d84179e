import { configEnv, type LocalConfig } from './config.ts'

/** What a child process needs of ours: to find programs and temporary files, in the person's language. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'TZ',
  'TERM',
  'NODE_OPTIONS',
  'LOG_LEVEL',
  'NO_COLOR',
  // How often one address may sign in: the browser tests are one address.
  'AUTH_SIGN_INS_PER_5_MINUTES',
] as const

export function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  )
}

/** Exactly the variables a hosting company would be given, pointing at this machine. */
export function shopEnv(config: LocalConfig): Record<string, string> {
  return {
    NEXT_PUBLIC_SUPABASE_URL: config.urls.api,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: config.keys.publishableKey,
    SUPABASE_SECRET_KEY: config.keys.secretKey,
    DATABASE_URL: config.dbUrl,
    PASS_SECRET: config.keys.passSecret,
    STRIPE_SECRET_KEY: config.keys.stripeSecretKey,
    STRIPE_API_BASE: config.urls.local,
    VAPID_PUBLIC_KEY: config.keys.vapidPublicKey,
    PUSH_SERVICE_ORIGIN: config.urls.local,
    PORT: String(config.ports.shop),
    HOST: '0.0.0.0',
    SHOP_URL: config.urls.shop,
    // Load tests and emulated phones all come from one address.
    PASS_LIMIT_PER_IP_PER_MINUTE: process.env.PASS_LIMIT_PER_IP_PER_MINUTE ?? '20000',
    WEB_WORKERS: process.env.WEB_WORKERS ?? 'auto',
  }
}

/** For a process that reads `local/config.ts` itself. */
export function partEnv(config: LocalConfig): Record<string, string> {
  return { ...inheritedEnv(), ...configEnv(config) }
}

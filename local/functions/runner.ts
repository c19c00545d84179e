import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { LocalConfig } from '../config.ts'
import { Problem, reasonOf } from '../problem.ts'

export type FunctionsCommand = { command: string; args: string[]; env: Record<string, string>; cwd: string }

const PROJECT_DIR = fileURLToPath(new URL('../../', import.meta.url))
export const FUNCTIONS_DIR = join(PROJECT_DIR, 'supabase', 'functions')
const SERVE_FILE = fileURLToPath(new URL('./serve.ts', import.meta.url))

/** Enough for all functions together; a leak ends in a restart here instead of in a machine that swaps. */
const MAX_HEAP_MB = 96

const MAIL_FROM = 'Stampede <orders@stampede.test>'
const VAPID_SUBJECT = 'mailto:push@stampede.test'

/** npm's Deno is one package for each platform; its postinstall, which copies the program, is never run here. */
export function denoPath(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`
  const program = platform === 'win32' ? 'deno.exe' : 'deno'
  try {
    return createRequire(import.meta.url).resolve(`${name}/${program}`)
  } catch {
    // Not installed, or not made for this machine: the same thing to do.
    throw new Problem(
      `The Edge Functions need ${name}: run \`npm ci\` on this machine (optional packages included).`,
    )
  }
}

/** The functions there are: folders with an index.ts, by name. */
export function listFunctions(directory: string = FUNCTIONS_DIR): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => entry.name)
    .sort()
}

/**
 * One Deno process for all of `supabase/functions`, on `config.ports.functions`: `/<name>` is the function, `/_health`
 * says 200 once it listens. It needs no network of its own: packages come from the project's node_modules. It ends
 * when its parent does, and may reach no host but this machine (and Stripe, when no sandbox is set).
 * Writes the import map and Deno's cache into the state folder.
 */
export function functionsCommand(config: LocalConfig, directory: string = FUNCTIONS_DIR): FunctionsCommand {
  const offline = offlineDeno(join(config.stateDir, 'functions'), directory)
  const names = listFunctions(directory)
  const env = functionsEnv(config)
  return {
    command: denoPath(),
    args: [
      'run',
      ...offline.args,
      `--v8-flags=--max-old-space-size=${MAX_HEAP_MB}`,
      `--allow-net=${reachableHosts(config).join(',')}`,
      // supabase-js and nodemailer ask for variables of their own; anything not named reads as missing.
      `--allow-env=${Object.keys(env).join(',')}`,
      '--ignore-env',
      offline.allowRead,
      SERVE_FILE,
      String(config.ports.functions),
      pathToFileURL(`${directory}/`).href,
      ...names,
    ],
    env: { ...env, ...offline.env },
    cwd: PROJECT_DIR,
  }
}

type OfflineDeno = { args: string[]; allowRead: string; env: Record<string, string> }

/**
 * How Deno runs the functions without a network: packages come from the project's node_modules by the functions' own
 * `deno.json`. Import map and cache go into `stateDir`, which is created.
 */
export function offlineDeno(stateDir: string, directory: string = FUNCTIONS_DIR): OfflineDeno {
  mkdirSync(stateDir, { recursive: true })
  const importMap = join(stateDir, 'import_map.json')
  writeFileSync(importMap, `${JSON.stringify(importMapOf(directory, listFunctions(directory)), null, 2)}\n`)
  return {
    args: [
      '--quiet',
      '--no-prompt',
      '--no-lock',
      '--no-config',
      '--no-remote',
      '--cached-only',
      '--node-modules-dir=manual',
      `--import-map=${importMap}`,
    ],
    allowRead: `--allow-read=${directory},${join(PROJECT_DIR, 'node_modules')}`,
    env: { DENO_DIR: join(stateDir, 'deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  }
}

/** Where the functions may connect to and listen: this machine's own parts, port by port. */
function reachableHosts({ ports, urls }: LocalConfig): string[] {
  const parts = [urls.api, urls.local, urls.smtp].map((url) => new URL(url).host)
  return [`127.0.0.1:${ports.functions}`, ...parts]
}

/** What hosted Supabase sets by itself, and the secrets one would set there. */
function functionsEnv(config: LocalConfig): Record<string, string> {
  return {
    SUPABASE_URL: config.urls.api,
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: config.keys.secretKey }),
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: config.keys.publishableKey }),
    SUPABASE_DB_URL: config.dbUrl,
    STRIPE_SECRET_KEY: config.keys.stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: config.keys.stripeWebhookSecret,
    SHIPPING_WEBHOOK_SECRET: config.keys.shippingWebhookSecret,
    STRIPE_API_BASE: config.urls.local,
    SMTP_URL: config.urls.smtp,
    MAIL_FROM,
    VAPID_PUBLIC_KEY: config.keys.vapidPublicKey,
    VAPID_PRIVATE_KEY: config.keys.vapidPrivateKey,
    VAPID_SUBJECT,
    PUSH_SERVICE_ORIGIN: config.urls.local,
    SHOP_URL: config.urls.shop,
  }
}

type Imports = Record<string, string>

/**
 * Each function's own `deno.json`, made one map for one process: its imports hold in its folder, as on hosted
 * Supabase. What they share in `_shared` resolves by all of them, so they must agree on versions.
 */
function importMapOf(directory: string, names: readonly string[]): { scopes: Record<string, Imports> } {
  const scopes: Record<string, Imports> = {}
  const common: Imports = {}
  for (const name of names) {
    const imports = importsOf(directory, name)
    scopes[pathToFileURL(`${join(directory, name)}/`).href] = imports
    for (const [specifier, target] of Object.entries(imports)) {
      const other = common[specifier] ?? target
      if (other !== target) {
        throw new Problem(
          `${name}/deno.json takes ${target} where another function takes ${other}: make them the same.`,
        )
      }
      common[specifier] = target
    }
  }
  scopes[pathToFileURL(`${join(directory, '_shared')}/`).href] = common
  return { scopes }
}

function importsOf(directory: string, name: string): Imports {
  const path = join(directory, name, 'deno.json')
  try {
    const parsed: { imports?: Imports } = JSON.parse(readFileSync(path, 'utf8'))
    return parsed.imports ?? {}
  } catch (error) {
    throw new Problem(`${path} cannot be read (${reasonOf(error)}): every function has one.`)
  }
}

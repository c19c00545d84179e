import { AsyncLocalStorage } from 'node:async_hooks'
import { App, type EmailDriver } from '@supabase/lite'
import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres'
import type { Logger } from 'pino'
import type { PostgresType } from 'postgres'
import type { LocalConfig } from '../config.ts'
import { chooseLanguage } from '../mail/choose-language.ts'
import type { ApiSettings } from './settings.ts'

/** What goes with one request past lite: the Postgres error, because its answer no longer holds the code, and what it does not read. */
export type SeenError = {
  error?: unknown
  /** `options.data` of a one-time code for an address without an account, which lite leaves out. */
  newAccountData?: Record<string, unknown>
}

export type Lite = {
  connection: PostgresConnection
  /** Runs a request through lite; `seen` is given the database error lite met, if any. */
  fetch(request: Request, seen: SeenError): Promise<Response>
  /** Forgets tables, columns and functions; they are read again by the next request. */
  forgetSchema(): Promise<void>
  close(): Promise<void>
}

/** Connections shared by lite and our own routes. */
const POOL_SIZE = 5
/** As hosted gives an authenticated request. */
const STATEMENT_TIMEOUT_MS = 8000

/** "2026-01-01 00:00:00+00" becomes "2026-01-01T00:00:00+00:00", as Postgres writes it into JSON. */
export function isoTimestamp(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

/**
 * lite turns arguments into JSON text before the driver does so again. Text that already is JSON goes through as
 * it is; other text becomes a JSON string.
 */
function jsonText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null'
  try {
    JSON.parse(value)
    return value
  } catch {
    // Not JSON, so it is a string that is to become JSON.
    return JSON.stringify(value)
  }
}

/** Values leave lite as PostgREST writes them: ISO 8601 instants, numbers as numbers. */
const TYPES: Record<string, PostgresType> = {
  json: { to: 114, from: [114], serialize: jsonText, parse: (text: string) => JSON.parse(text) },
  jsonb: { to: 3802, from: [3802], serialize: jsonText, parse: (text: string) => JSON.parse(text) },
  numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
  timestamp: { to: 1114, from: [1114], serialize: String, parse: (text: string) => text.replace(' ', 'T') },
  timestamptz: { to: 1184, from: [1184], serialize: String, parse: isoTimestamp },
}

/** What the account of an address was made with as its language; null where nothing was said. */
type LanguageOf = (address: string) => Promise<string | null>

/**
 * Mail of Auth goes to the catch-all, as HTML only, which is what hosted Auth sends; links lead to the API, where lite
 * would point at the site.
 */
function mailDriver(config: LocalConfig, siteUrl: string, languageOf: LanguageOf): EmailDriver {
  const toApi = (text: string) => text.replaceAll(`${siteUrl}/auth/v1/`, `${config.urls.api}/auth/v1/`)
  return {
    async send({ to, subject, text, html }) {
      // Loaded with the first mail: most starts send none, and it is 11 MB.
      const { createTransport } = await import('nodemailer')
      const language = await languageOf(to)
      const finished = (words: string) => chooseLanguage(toApi(words), language)
      const transport = createTransport(config.urls.smtp, { from: 'Stampede <sign-in@stampede.test>' })
      await transport.sendMail({
        to,
        subject: finished(subject),
        ...(html === undefined ? { text: finished(text ?? '') } : { html: finished(html) }),
      })
    },
  }
}

/**
 * lite prints every refused request; refusals are everyday, so what it prints while it answers goes to the log.
 * Returns how to undo it.
 */
function divertConsole(isAnswering: () => boolean, log: Logger): () => void {
  const undo = (['error', 'warn', 'log'] as const).map((name) => {
    const print: unknown = Reflect.get(console, name)
    const divert = (...what: unknown[]) => {
      if (isAnswering()) log.debug({ what }, 'lite')
      else if (typeof print === 'function') print(...what)
    }
    Reflect.set(console, name, divert)
    return () => {
      if (Reflect.get(console, name) === divert) Reflect.set(console, name, print)
    }
  })
  return () => {
    for (const restore of undo) restore()
  }
}

/** @supabase/lite on this machine's Postgres, without its studio, its grants and its own idea of who is calling. */
export function startLite(config: LocalConfig, settings: ApiSettings, log: Logger): Lite {
  const siteUrl = config.urls.shop
  const errors = new AsyncLocalStorage<SeenError>()
  const restoreConsole = divertConsole(() => errors.getStore() !== undefined, log)
  const connection = createPostgresConnection({
    url: config.adminDbUrl,
    postgresOptions: {
      max: POOL_SIZE,
      onnotice: () => undefined,
      connection: {
        application_name: 'stampede-api',
        search_path: 'public, extensions',
        statement_timeout: STATEMENT_TIMEOUT_MS,
        idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
      },
      types: TYPES,
    },
  })
  // 'unknown' makes lite grant every table to every role at its first request, or run as superuser where it finds
  // no row level security. Roles and grants are made by the bootstrap and by migrations, so neither is wanted.
  Reflect.set(connection, 'rlsState', 'active')
  connection.normalizeDbError = (error) => {
    const seen = errors.getStore()
    if (seen) seen.error = error
    return error
  }
  const languageOf: LanguageOf = async (address) => {
    const asked = errors.getStore()?.newAccountData?.language
    if (typeof asked === 'string') return asked
    const [account] = await connection.driver<{ language: string | null }[]>`
      select raw_user_meta_data ->> 'language' as language from auth.users
      where ${address.toLowerCase()} in (email, email_change) limit 1`
    return account?.language ?? null
  }
  const introspect = connection.introspect.bind(connection)
  connection.introspect = async (options) => {
    const schema = await introspect(options)
    if (schema.functions) return schema
    // lite takes a catalogue it could not read for an empty one, and would answer 404 for every table.
    const error = Object.assign(new Error('The catalogue could not be read.'), { code: 'CONNECTION_LOST' })
    const seen = errors.getStore()
    if (seen) seen.error = error
    throw error
  }
  const app = new App({
    connection,
    api: { enabled: true, schemas: settings.schemas, max_rows: settings.maxRows, pg_safe_update: true },
    auth: {
      enabled: true,
      jwt_secret: config.keys.liteJwtSecret,
      publishable_key: config.keys.publishableKey,
      secret_key: config.keys.secretKey,
      jwt_expiry: settings.jwtExpirySeconds,
      enable_signup: settings.isSignupEnabled,
      minimum_password_length: settings.minPasswordLength,
      site_url: siteUrl,
      additional_redirect_urls: [...settings.redirectUrls, `http://127.0.0.1:${config.ports.shop}/**`],
      email: {
        enable_signup: true,
        enable_confirmations: !settings.isEmailConfirmed,
        double_confirm_changes: settings.isChangeConfirmedTwice,
        template: settings.mailTemplates,
      },
    },
    options: {
      server: { disableStudio: true },
      drivers: { email: mailDriver(config, siteUrl, languageOf) },
    },
  })
  return {
    connection,
    fetch: (request, seen) => errors.run(seen, async () => app.fetch(request)),
    forgetSchema: () => connection.clearSchemaCache(),
    async close() {
      restoreConsole()
      await connection.driver.end({ timeout: 5 })
    },
  }
}

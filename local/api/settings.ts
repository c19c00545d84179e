import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Env } from '../config.ts'
import { parseToml, type TomlFile, type TomlValue } from './toml.ts'

/** The part of supabase/config.toml that this machine's API obeys, with the CLI's defaults for what is not set. */
export type ApiSettings = {
  /** Schemas the Data API shows; the first is the default. */
  schemas: string[]
  isSignupEnabled: boolean
  isAnonymousSignInEnabled: boolean
  /** False: an email address counts as confirmed at once. */
  isEmailConfirmed: boolean
  /** Whether another address has to be confirmed by the old one, too. */
  isChangeConfirmedTwice: boolean
  minPasswordLength: number
  jwtExpirySeconds: number
  isRefreshRotated: boolean
  refreshReuseSeconds: number
  /** Where links of mails may lead besides the shop, whose address is known. */
  redirectUrls: string[]
  maxRows: number
  /** Whether an authenticator app can be set up. */
  isTotpEnabled: boolean
  /** Anonymous sign-ins per IP and hour. */
  anonymousPerHour: number
  /** Sign-ups and password sign-ins per IP and 5 minutes. */
  signInsPer5Minutes: number
  /** Token refreshes per IP and 5 minutes. */
  refreshesPer5Minutes: number
  /** Subject and file (absolute) of the mails that Auth sends, by their name in `[auth.email.template.…]`. */
  mailTemplates: Record<string, { subject: string; content_path: string }>
  /** Whether the gateway asks for a signed-in caller before a function runs; true where it is not written down. */
  needsJwt(functionName: string): boolean
}

const PROJECT_DIR = dirname(dirname(import.meta.dirname))
const CONFIG_FILE = join(PROJECT_DIR, 'supabase', 'config.toml')

/** Where config.toml says nothing: out of the way, because every phone may come from one address here. */
const DEFAULT_LIMIT = 1_000_000

/** Paths in config.toml are written from the project's folder, as the CLI reads them. */
function mailTemplates(toml: TomlFile): ApiSettings['mailTemplates'] {
  const prefix = 'auth.email.template.'
  const templates = [...toml].filter(([section]) => section.startsWith(prefix))
  return Object.fromEntries(
    templates.map(([section, keys]) => [
      section.slice(prefix.length),
      {
        subject: String(keys.get('subject') ?? ''),
        content_path: resolve(PROJECT_DIR, String(keys.get('content_path') ?? '')),
      },
    ]),
  )
}

function strings(value: TomlValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/**
 * Reads config.toml. Limits come from [auth.rate_limit]; the variables AUTH_ANONYMOUS_PER_HOUR,
 * AUTH_SIGN_INS_PER_5_MINUTES and AUTH_REFRESHES_PER_5_MINUTES go before it.
 */
export function readSettings(env: Env, path: string = CONFIG_FILE): ApiSettings {
  const toml: TomlFile = parseToml(existsSync(path) ? readFileSync(path, 'utf8') : '', env)
  const value = (section: string, key: string) => toml.get(section)?.get(key)
  const number = (section: string, key: string, fallback: number) => {
    const found = value(section, key)
    return typeof found === 'number' ? found : fallback
  }
  const flag = (section: string, key: string, fallback: boolean) => {
    const found = value(section, key)
    return typeof found === 'boolean' ? found : fallback
  }
  const limit = (variable: string, key: string) => {
    const asked = Number(env[variable] ?? '')
    return Number.isInteger(asked) && asked > 0 ? asked : number('auth.rate_limit', key, DEFAULT_LIMIT)
  }
  const schemas = strings(value('api', 'schemas')).filter((schema) => schema !== 'graphql_public')
  return {
    schemas: schemas.length > 0 ? schemas : ['public'],
    isSignupEnabled: flag('auth', 'enable_signup', true),
    isAnonymousSignInEnabled: flag('auth', 'enable_anonymous_sign_ins', true),
    isEmailConfirmed: !flag('auth.email', 'enable_confirmations', false),
    isChangeConfirmedTwice: flag('auth.email', 'double_confirm_changes', true),
    minPasswordLength: Math.max(6, number('auth', 'minimum_password_length', 6)),
    jwtExpirySeconds: number('auth', 'jwt_expiry', 3600),
    isRefreshRotated: flag('auth', 'enable_refresh_token_rotation', true),
    refreshReuseSeconds: number('auth', 'refresh_token_reuse_interval', 10),
    isTotpEnabled: flag('auth.mfa.totp', 'enroll_enabled', false),
    maxRows: number('api', 'max_rows', 1000),
    redirectUrls: strings(value('auth', 'additional_redirect_urls')),
    anonymousPerHour: limit('AUTH_ANONYMOUS_PER_HOUR', 'anonymous_users'),
    signInsPer5Minutes: limit('AUTH_SIGN_INS_PER_5_MINUTES', 'sign_in_sign_ups'),
    refreshesPer5Minutes: limit('AUTH_REFRESHES_PER_5_MINUTES', 'token_refresh'),
    mailTemplates: mailTemplates(toml),
    needsJwt: (name) => flag(`functions.${name}`, 'verify_jwt', true),
  }
}

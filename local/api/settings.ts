import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
  minPasswordLength: number
  jwtExpirySeconds: number
  isRefreshRotated: boolean
  refreshReuseSeconds: number
  siteUrl: string | undefined
  redirectUrls: string[]
  /** Anonymous sign-ins per IP and hour. */
  anonymousPerHour: number
  /** Sign-ups and password sign-ins per IP and 5 minutes. */
  signInsPer5Minutes: number
  /** Token refreshes per IP and 5 minutes. */
  refreshesPer5Minutes: number
  /** Whether the gateway asks for a signed-in caller before a function runs; true where it is not written down. */
  needsJwt(functionName: string): boolean
}

const CONFIG_FILE = join(dirname(dirname(import.meta.dirname)), 'supabase', 'config.toml')

/**
 * On one machine every phone may come from one address (a proxy, a load test), so the hosted limits would
 * refuse the very crowd this project is for. They are set here by environment, not by the hosted values.
 */
const LOCAL_LIMIT = 1_000_000

function readLimit(env: Env, name: string): number {
  const limit = Number(env[name] ?? '')
  return Number.isInteger(limit) && limit > 0 ? limit : LOCAL_LIMIT
}

function strings(value: TomlValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/**
 * Reads config.toml. Limits come from AUTH_ANONYMOUS_PER_HOUR, AUTH_SIGN_INS_PER_5_MINUTES and
 * AUTH_REFRESHES_PER_5_MINUTES (per IP); unset, they are out of the way.
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
  const site = value('auth', 'site_url')
  const schemas = strings(value('api', 'schemas')).filter((schema) => schema !== 'graphql_public')
  return {
    schemas: schemas.length > 0 ? schemas : ['public'],
    isSignupEnabled: flag('auth', 'enable_signup', true),
    isAnonymousSignInEnabled: flag('auth', 'enable_anonymous_sign_ins', true),
    isEmailConfirmed: !flag('auth.email', 'enable_confirmations', false),
    minPasswordLength: Math.max(6, number('auth', 'minimum_password_length', 6)),
    jwtExpirySeconds: number('auth', 'jwt_expiry', 3600),
    isRefreshRotated: flag('auth', 'enable_refresh_token_rotation', true),
    refreshReuseSeconds: number('auth', 'refresh_token_reuse_interval', 10),
    siteUrl: typeof site === 'string' && site !== '' ? site : undefined,
    redirectUrls: strings(value('auth', 'additional_redirect_urls')),
    anonymousPerHour: readLimit(env, 'AUTH_ANONYMOUS_PER_HOUR'),
    signInsPer5Minutes: readLimit(env, 'AUTH_SIGN_INS_PER_5_MINUTES'),
    refreshesPer5Minutes: readLimit(env, 'AUTH_REFRESHES_PER_5_MINUTES'),
    needsJwt: (name) => flag(`functions.${name}`, 'verify_jwt', true),
  }
}

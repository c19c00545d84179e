import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres'
import type { ApiSettings } from '../settings.ts'
import { AuthError, invalid } from './errors.ts'

/** bcrypt reads no further. */
const MAX_PASSWORD_LENGTH = 72
const MAX_EMAIL_LENGTH = 255

/** Throws weak_password (422) or validation_failed (400) unless the password may be used. */
export function requireUsablePassword(settings: ApiSettings, password: string): void {
  if (Buffer.byteLength(password) > MAX_PASSWORD_LENGTH) {
    throw invalid(`Password cannot be longer than ${MAX_PASSWORD_LENGTH} characters`)
  }
  if (password.length < settings.minPasswordLength) {
    const message = `Password should be at least ${settings.minPasswordLength} characters.`
    throw new AuthError(422, 'weak_password', message, { weak_password: { reasons: ['length'] } })
  }
}

/** The address as it is stored. Throws validation_failed (400) for text that is no address. */
export function requireEmail(text: string): string {
  if (text.length > MAX_EMAIL_LENGTH || !/^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@.]+$/.test(text)) {
    throw invalid('Unable to validate email address: invalid format')
  }
  return text.toLowerCase()
}

/**
 * SQL that is true when the password is that of the row `u` of auth.users, null where it has none. lite writes
 * bcrypt hashes as `$2b$`; pgcrypto knows the same hash as `$2a$`.
 */
export function passwordMatches(sql: Sql | TransactionSql, password: string): PendingQuery<Row[]> {
  const hash = sql`regexp_replace(nullif(u.encrypted_password, ''), '^\\$2[by]\\$', '$2a$')`
  return sql`(${hash} = extensions.crypt(${password}, ${hash}))`
}

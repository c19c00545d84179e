import type { Language } from '#lib/languages/languages.ts'

/** What went wrong; the form has the words. */
export type CodeProblem =
  | 'invalidEmail'
  | 'invalidCode'
  | 'wrongCode'
  | 'expiredCode'
  | 'tooManyTries'
  | 'waitToSend'
  | 'badLink'
  | 'blocked'
  | 'unreachable'

/** Where somebody is in signing in by a code. */
export type CodeSignIn = {
  step: 'email' | 'code' | 'done'
  email: string
  problem: CodeProblem | null
  /** Seconds until another code may be sent. */
  waitSeconds: number
  /** Counts the answers, so that the clock starts anew with each. */
  turn: number
}

export const START: CodeSignIn = { step: 'email', email: '', problem: null, waitSeconds: 0, turn: 0 }

/** How long the resend button waits after a code was sent, in seconds; the database has the same rule. */
export const RESEND_SECONDS = 30

/** Six digits of what was typed or pasted: spaces and dashes that mail programs add are dropped. Null for anything else. */
export function readCode(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s\-–.]/g, '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
  return /^\d{6}$/.test(digits) ? digits : null
}

/** What Auth said of a code, as far as the person has to know. */
export function codeProblem({
  status,
  code,
}: {
  status?: number | undefined
  code?: string | undefined
}): CodeProblem {
  if (status === 429 || code === 'over_request_rate_limit' || code === 'over_email_send_rate_limit')
    return 'waitToSend'
  if (code === 'user_banned') return 'blocked'
  if (status !== undefined && status >= 400 && status < 500) return 'wrongCode'
  return 'unreachable'
}

/** Auth keeps it with the account it makes, so that mails can be in the person's language. */
export type AccountData = { language: Language }

import { type CodeProblem, codeProblem } from './code-sign-in.ts'

/** What went wrong in changing the address; those of a code have their words with signing in. */
export type EmailProblem = CodeProblem | 'sameEmail' | 'takenEmail' | 'needsFactor' | 'signInFirst'

/** Where somebody is in changing the address of their account. */
export type EmailChange = {
  step: 'closed' | 'code' | 'done'
  email: string
  problem: EmailProblem | null
  /** Seconds until another code may be sent. */
  waitSeconds: number
  /** Counts the answers, so that the clock starts anew with each. */
  turn: number
}

export const UNCHANGED: EmailChange = { step: 'closed', email: '', problem: null, waitSeconds: 0, turn: 0 }

/** What Auth said of a new address, as far as the person has to know. */
export function emailProblem(error: {
  status?: number | undefined
  code?: string | undefined
}): EmailProblem {
  if (error.code === 'email_exists' || error.code === 'user_already_exists') return 'takenEmail'
  if (error.code === 'insufficient_aal') return 'needsFactor'
  if (error.code === 'email_address_invalid' || error.code === 'validation_failed') return 'invalidEmail'
  const problem = codeProblem(error)
  return problem === 'wrongCode' ? 'unreachable' : problem
}

'use server'

import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { codeSchema, type FactorStep, nothingSchema, recoverySchema } from './schema.ts'

const FAILED = 'The sign-in service does not answer. Try again in a moment.'

type Begun = ActionResult<FactorStep>

/** What the person has to do to show a second factor. Sets one up where there is none; it counts once a code of it was shown. */
export async function beginSecondFactor(): Promise<Begun> {
  return memberAction<typeof nothingSchema, FactorStep, never>(
    {
      name: 'beginSecondFactor',
      schema: nothingSchema,
      invalid: FAILED,
      failed: FAILED,
      async run(_, supabase) {
        const { data, error } = await supabase.auth.mfa.listFactors()
        if (error) throw new Error(`listFactors: ${error.message}`)
        const verified = data.totp[0]
        if (verified) return { ok: true, data: { kind: 'ask', factorId: verified.id } }
        // A set-up that was left half-way is begun anew: its secret was shown once.
        for (const { id } of data.all) await supabase.auth.mfa.unenroll({ factorId: id })
        const made = await supabase.auth.mfa.enroll({
          factorType: 'totp',
          friendlyName: 'Authenticator app',
          issuer: 'Stampede',
        })
        if (made.error) throw new Error(`enroll: ${made.error.message}`)
        const { qr_code: picture, secret, uri } = made.data.totp
        return { ok: true, data: { kind: 'setUp', factorId: made.data.id, picture, secret, uri } }
      },
    },
    {},
  )
}

type Shown = ActionResult<{ recoveryCodes: string[] }, 'wrong_code' | 'slow_down'>

/** Shows a code of the app: the session then may what asks for a second factor. Answers the recovery codes where it was just set up. */
export async function showSecondFactor(input: {
  factorId: string
  code: string
  isSetUp: boolean
}): Promise<Shown> {
  return memberAction<typeof codeSchema, { recoveryCodes: string[] }, 'wrong_code' | 'slow_down'>(
    {
      name: 'showSecondFactor',
      schema: codeSchema,
      invalid: 'The code has six digits: type it as your app shows it now.',
      failed: FAILED,
      async run({ factorId, code, isSetUp }, supabase) {
        const { error } = await supabase.auth.mfa.challengeAndVerify({ factorId, code })
        if (error?.status === 429) {
          const message = 'That were many codes. Wait a minute, then type the one your app shows then.'
          return { ok: false, code: 'slow_down', message }
        }
        if (error?.code === 'mfa_verification_failed') {
          const message =
            'That is not the code of now. Type the one your app shows; if it stays wrong, check the time of your phone.'
          return { ok: false, code: 'wrong_code', message }
        }
        if (error) throw new Error(`challengeAndVerify: ${error.message}`)
        return { ok: true, data: { recoveryCodes: isSetUp ? await newCodes(supabase) : [] } }
      },
    },
    input,
  )
}

type Supabase = Parameters<Parameters<typeof memberAction>[0]['run']>[1]

async function newCodes(supabase: Supabase): Promise<string[]> {
  const { data, error } = await supabase.rpc('make_recovery_codes')
  if (error || !Array.isArray(data)) throw new Error(`make_recovery_codes: ${error?.message ?? 'no codes'}`)
  return data
}

async function hasJustShown(supabase: Supabase): Promise<boolean> {
  const { data, error } = await supabase.rpc('has_recent_second_factor')
  if (error) throw new Error(`has_recent_second_factor: ${error.message}`)
  return data
}

/** Ten new recovery codes; those before are good no more. */
export async function makeRecoveryCodes(): Promise<
  ActionResult<{ recoveryCodes: string[] }, 'second_factor'>
> {
  return memberAction<typeof nothingSchema, { recoveryCodes: string[] }, 'second_factor'>(
    {
      name: 'makeRecoveryCodes',
      schema: nothingSchema,
      invalid: FAILED,
      failed: FAILED,
      async run(_, supabase) {
        if (!(await hasJustShown(supabase)))
          return { ok: false, code: 'second_factor', message: 'This asks for the code of your app.' }
        return { ok: true, data: { recoveryCodes: await newCodes(supabase) } }
      },
    },
    {},
  )
}

/** Takes the app away; whatever asks for a second factor asks for a new one then. */
export async function removeSecondFactor(): Promise<ActionResult<null, 'second_factor'>> {
  return memberAction<typeof nothingSchema, null, 'second_factor'>(
    {
      name: 'removeSecondFactor',
      schema: nothingSchema,
      invalid: FAILED,
      failed: FAILED,
      async run(_, supabase) {
        const { data, error } = await supabase.auth.mfa.listFactors()
        if (error) throw new Error(`listFactors: ${error.message}`)
        // Auth asks for aal2, however old; somebody at a desk that was left open has no phone to show.
        if (data.totp.length > 0 && !(await hasJustShown(supabase)))
          return { ok: false, code: 'second_factor', message: 'This asks for the code of your app.' }
        for (const { id } of data.all) {
          const removed = await supabase.auth.mfa.unenroll({ factorId: id })
          if (removed.error?.code === 'insufficient_aal')
            return { ok: false, code: 'second_factor', message: 'This asks for the code of your app.' }
          if (removed.error) throw new Error(`unenroll: ${removed.error.message}`)
        }
        await supabase.auth.refreshSession()
        return { ok: true, data: null }
      },
    },
    {},
  )
}

/** A recovery code instead of the lost app: the app is taken away, and a new one can be set up. */
export async function useRecoveryCode(input: {
  code: string
}): Promise<ActionResult<null, 'wrong_code' | 'slow_down'>> {
  return memberAction<typeof recoverySchema, null, 'wrong_code' | 'slow_down'>(
    {
      name: 'useRecoveryCode',
      schema: recoverySchema,
      invalid: 'A recovery code looks like 1a2b-3c4d-5e6f-7a8b: type it as it was shown.',
      failed: FAILED,
      async run({ code }, supabase) {
        const { data, error } = await supabase.rpc('use_recovery_code', { p_code: code })
        if (error) throw new Error(`use_recovery_code: ${error.message}`)
        if (data === 'too_many')
          return { ok: false, code: 'slow_down', message: 'That were many codes. Try again in an hour.' }
        if (data !== 'removed')
          return {
            ok: false,
            code: 'wrong_code',
            message: 'That is none of your recovery codes, or it was used before. Try another.',
          }
        await supabase.auth.refreshSession()
        return { ok: true, data: null }
      },
    },
    input,
  )
}

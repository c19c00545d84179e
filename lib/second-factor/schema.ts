import { z } from 'zod'

/** Six digits as an app shows them, often with a gap in the middle. */
export const codeSchema = z.object({
  factorId: z.uuid(),
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
  /** Whether the app is being set up with it: recovery codes come with that. */
  isSetUp: z.boolean(),
})

export const recoverySchema = z.object({ code: z.string().trim().min(8).max(60) })
export const nothingSchema = z.object({})

/** What has to be done to show a second factor: type a code of the app there is, or set one up first. */
export type FactorStep =
  | { kind: 'ask'; factorId: string }
  | { kind: 'setUp'; factorId: string; picture: string; secret: string; uri: string }

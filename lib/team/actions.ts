'use server'

import type { z } from 'zod'
import { memberAction } from '#lib/actions/member-action.ts'
import type { ActionResult } from '#lib/actions/result.ts'
import { teamWords } from './outcome-words.ts'
import { inviteSchema, removeSchema, roleSchema, withdrawSchema } from './schema.ts'

export type TeamChanged = ActionResult<{ outcome: string }, string>
type Answer = { data: unknown; error: { message: string } | null }
type Supabase = Parameters<Parameters<typeof memberAction>[0]['run']>[1]

const DONE = new Set(['invited', 'withdrawn', 'changed', 'unchanged', 'removed'])

/** One change of the team by a function of the database, whose outcome is the answer. */
function change<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  call: (input: z.output<Schema>, supabase: Supabase) => PromiseLike<Answer>,
  input: unknown,
): Promise<TeamChanged> {
  return memberAction<Schema, { outcome: string }, string>(
    {
      name,
      schema,
      invalid: teamWords('invalid'),
      failed: 'The answer got lost. Reload the page to see whether it was done.',
      async run(given, supabase) {
        const { data, error } = await call(given, supabase)
        if (error || typeof data !== 'string') throw new Error(`${name}: ${error?.message ?? 'no outcome'}`)
        if (DONE.has(data)) return { ok: true, data: { outcome: data } }
        return { ok: false, code: data, message: teamWords(data) }
      },
    },
    input,
  )
}

export async function inviteMember(input: z.input<typeof inviteSchema>): Promise<TeamChanged> {
  return change(
    'inviteMember',
    inviteSchema,
    ({ merchantId, email, role }, supabase) =>
      supabase.rpc('invite_member', { p_merchant_id: merchantId, p_email: email, p_role: role }),
    input,
  )
}

export async function withdrawInvitation(input: z.input<typeof withdrawSchema>): Promise<TeamChanged> {
  return change(
    'withdrawInvitation',
    withdrawSchema,
    ({ id }, supabase) => supabase.rpc('withdraw_invitation', { p_id: id }),
    input,
  )
}

export async function setMemberRole(input: z.input<typeof roleSchema>): Promise<TeamChanged> {
  return change(
    'setMemberRole',
    roleSchema,
    ({ merchantId, userId, role }, supabase) =>
      supabase.rpc('set_member_role', { p_merchant_id: merchantId, p_user_id: userId, p_role: role }),
    input,
  )
}

/** Takes somebody out of the team, or oneself. */
export async function removeMember(input: z.input<typeof removeSchema>): Promise<TeamChanged> {
  return change(
    'removeMember',
    removeSchema,
    ({ merchantId, userId }, supabase) =>
      supabase.rpc('remove_member', { p_merchant_id: merchantId, p_user_id: userId }),
    input,
  )
}

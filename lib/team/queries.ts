import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { ROLES } from './permissions.ts'

const memberShape = z.array(
  z.object({
    user_id: z.uuid(),
    email: z.string(),
    role: z.enum(ROLES),
    joined_at: z.string(),
    has_second_factor: z.boolean(),
    is_me: z.boolean(),
  }),
)
export type TeamMember = z.infer<typeof memberShape>[number]

/** The people of a merchant, owners first. Throws when the database does not answer. */
export async function listTeam(merchantId: string): Promise<TeamMember[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.rpc('list_team', { p_merchant_id: merchantId })
  if (error) throw new Error(`The team could not be read: ${error.message}`)
  return memberShape.parse(data)
}

const invitationShape = z.array(
  z.object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(ROLES),
    created_at: z.string(),
    expires_at: z.string(),
  }),
)
export type OpenInvitation = z.infer<typeof invitationShape>[number]

/** Invitations that nobody has accepted yet, the newest first; run-out ones are among them, to be sent again. */
export async function listInvitations(merchantId: string): Promise<OpenInvitation[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('invitations')
    .select('id, email, role, created_at, expires_at')
    .eq('merchant_id', merchantId)
    .is('withdrawn_at', null)
    .is('accepted_at', null)
    .order('created_at', { ascending: false })
    .limit(50)
  if (error) throw new Error(`The invitations could not be read: ${error.message}`)
  return invitationShape.parse(data)
}

const linkShape = z.array(
  z.object({
    merchant_name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    state: z.enum(['open', 'accepted', 'withdrawn', 'expired']),
  }),
)
export type InvitationLink = z.infer<typeof linkShape>[number]

/** What the link of an invitation says; null for one that was never made. */
export async function getInvitation(token: string): Promise<InvitationLink | null> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.rpc('read_invitation', { p_token: token })
  if (error) throw new Error(`The invitation could not be read: ${error.message}`)
  return linkShape.parse(data)[0] ?? null
}

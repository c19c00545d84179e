import { requireVariable } from '../../_shared/environment.ts'
import { invitation, type MailInvitation } from '../mails/invitation.ts'
import { renderMail } from '../mails/mail.ts'
import { type Payload, textOf } from '../payload.ts'
import { readOne } from '../read.ts'
import { sendMail } from '../send-mail.ts'

const COLUMNS = 'email, role, expires_at, withdrawn_at, accepted_at, merchants(name, support_email)'

type Invitation = MailInvitation & { withdrawn_at: string | null; accepted_at: string | null }

/** Sends an invitation (`invitation_id`) with its link, whose secret (`token`) is nowhere else. One taken back meanwhile is not sent. */
export async function invitationMail(payload: Payload): Promise<void> {
  const [id, token] = [textOf(payload, 'invitation_id'), textOf(payload, 'token')]
  const row = await readOne<Invitation>('invitations', COLUMNS, id)
  if (row.withdrawn_at !== null || row.accepted_at !== null) return
  await sendMail(
    { to: { name: '', address: row.email }, replyTo: row.merchants.support_email, id: `invitation.${id}` },
    renderMail(invitation(row, token, requireVariable('SHOP_URL'))),
  )
}

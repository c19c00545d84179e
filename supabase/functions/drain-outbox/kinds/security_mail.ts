import { requireVariable } from '../../_shared/environment.ts'
import { renderMail } from '../mails/mail.ts'
import { security } from '../mails/security.ts'
import { numberOf, type Payload, textOf } from '../payload.ts'
import { readerOf } from '../read.ts'
import { sendMail } from '../send-mail.ts'

/** Tells a person (`user_id`) what changed about how they sign in (`what`) and when (`at`); one who is gone, nobody. */
export async function securityMail(payload: Payload): Promise<void> {
  const reader = await readerOf(textOf(payload, 'user_id'))
  if (!reader) return
  await sendMail(
    {
      to: { name: '', address: reader.address },
      replyTo: requireVariable('MAIL_FROM'),
      id: `security.${numberOf(payload, 'outbox_id')}`,
    },
    renderMail(security(textOf(payload, 'what'), textOf(payload, 'at'), requireVariable('SHOP_URL'))),
  )
}

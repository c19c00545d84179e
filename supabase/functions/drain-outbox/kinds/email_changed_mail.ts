import { requireVariable } from '../../_shared/environment.ts'
import { emailChanged } from '../mails/email-changed.ts'
import { renderMail } from '../mails/mail.ts'
import { type Payload, textOf } from '../payload.ts'
import { readerOf } from '../read.ts'
import { sendMail } from '../send-mail.ts'

/** Tells the address an account (`shopper_id`) had until now (`before`) that it has another one. */
export async function emailChangedMail(payload: Payload): Promise<void> {
  const [shopperId, before, id] = ['shopper_id', 'before', 'id'].map((name) => textOf(payload, name))
  const reader = await readerOf(shopperId ?? '')
  // Deleted meanwhile: what was said then says this, too.
  if (reader === null) return
  await sendMail(
    {
      to: { name: '', address: before ?? '' },
      replyTo: requireVariable('MAIL_FROM'),
      id: `email-changed.${id}`,
    },
    renderMail(emailChanged(reader.address, requireVariable('SHOP_URL'), reader.language)),
  )
}

import { requireVariable } from '../../_shared/environment.ts'
import { renderMail } from '../mails/mail.ts'
import { type MailSale, reminder } from '../mails/reminder.ts'
import { type Payload, textOf } from '../payload.ts'
import { readerOf, readOne } from '../read.ts'
import { sendMail } from '../send-mail.ts'

const COLUMNS =
  'slug, title, tagline, status, opens_at, closes_at, merchants!sales_merchant_id_fkey(name, support_email)'

type Sale = MailSale & { status: string; closes_at: string }

/**
 * Reminds a signed-in shopper (`shopper_id`) of a sale (`sale_id`) that opens soon or has just opened. One that was called
 * off, or is over because mail was slow, is not worth a mail.
 */
export async function reminderMail(payload: Payload): Promise<void> {
  const [saleId, shopperId] = [textOf(payload, 'sale_id'), textOf(payload, 'shopper_id')]
  const sale = await readOne<Sale>('sales', COLUMNS, saleId)
  if (!['scheduled', 'paused'].includes(sale.status) || Date.parse(sale.closes_at) <= Date.now()) return
  const reader = await readerOf(shopperId)
  // An anonymous shopper has no address; their phone is told in another way or not at all.
  if (reader === null) return
  await sendMail(
    {
      to: { name: '', address: reader.address },
      replyTo: sale.merchants.support_email,
      id: `reminder.${saleId}.${shopperId}`,
    },
    renderMail(reminder(sale, requireVariable('SHOP_URL'), reader.language)),
  )
}

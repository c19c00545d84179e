import { getDatabase } from '../../_shared/database.ts'
import { requireVariable } from '../../_shared/environment.ts'
import type { MailThread } from '../mails/help.ts'
import { helpToMerchant } from '../mails/help-to-merchant.ts'
import { helpToShopper } from '../mails/help-to-shopper.ts'
import { renderMail } from '../mails/mail.ts'
import { numberOf, type Payload, textOf } from '../payload.ts'
import { readOne } from '../read.ts'
import { sendMail } from '../send-mail.ts'

const TIMEOUT_MS = 10_000
const MESSAGES_MAX = 100
const THREAD_COLUMNS = `shopper_read_to, merchant_read_to,
  orders(id, number, language, name, email, merchants!orders_merchant_id_fkey(name, support_email))`

type Thread = {
  shopper_read_to: number
  merchant_read_to: number
  orders: {
    id: string
    number: string
    language: string
    name: string
    email: string
    merchants: { name: string; support_email: string }
  }
}

/**
 * Mails the messages `first_id` to `last_id` of an order's thread to the side `to`, in one mail. What that side has read
 * on its screen meanwhile is left out; when that is all of it, nothing is sent.
 */
export async function helpMail(payload: Payload): Promise<void> {
  const [orderId, to] = [textOf(payload, 'order_id'), textOf(payload, 'to')]
  if (to !== 'shopper' && to !== 'merchant') throw new Error(`There is no side ${to} of a thread.`)
  const { orders: order, ...read } = await readOne<Thread>(
    'help_threads',
    THREAD_COLUMNS,
    orderId,
    'order_id',
  )
  const readTo = to === 'shopper' ? read.shopper_read_to : read.merchant_read_to
  const messages = await readMessages(orderId, to, readTo, payload)
  if (messages.length === 0) return
  const thread: MailThread = {
    orderId,
    orderNumber: order.number,
    language: order.language,
    shopperName: order.name,
    shopperEmail: order.email,
    merchantName: order.merchants.name,
    supportEmail: order.merchants.support_email,
    messages,
  }
  const shopper = { name: order.name, address: order.email }
  const merchant = { name: order.merchants.name, address: order.merchants.support_email }
  const [reader, other, mail] =
    to === 'shopper' ? [shopper, merchant, helpToShopper] : [merchant, shopper, helpToMerchant]
  await sendMail(
    { to: reader, replyTo: other.address, id: `help.${orderId}.${to}.${numberOf(payload, 'first_id')}` },
    renderMail(mail(thread, requireVariable('SHOP_URL'))),
  )
}

/** What the other side wrote in this mail's part of the thread and `to` has not read, oldest first. */
async function readMessages(
  orderId: string,
  to: 'shopper' | 'merchant',
  readTo: number,
  payload: Payload,
): Promise<{ text: string }[]> {
  const { data, error } = await getDatabase()
    .from('help_messages')
    .select('text:body')
    .eq('order_id', orderId)
    .eq('author', to === 'shopper' ? 'merchant' : 'shopper')
    .gte('id', Math.max(numberOf(payload, 'first_id'), readTo + 1))
    .lte('id', numberOf(payload, 'last_id'))
    .order('id')
    .limit(MESSAGES_MAX)
    .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    .returns<{ text: string }[]>()
  if (error) throw new Error(`The messages of order ${orderId} could not be read: ${error.message}`)
  return data
}

import { getDatabase } from '../../_shared/database.ts'
import { requireVariable } from '../../_shared/environment.ts'
import { type MailOrder, orderMessage } from '../order-message.ts'
import { type Payload, textOf } from '../payload.ts'
import { sendMail } from '../send-mail.ts'

const TIMEOUT_MS = 10_000

const COLUMNS = `id, number, currency, items_cents, shipping_cents, total_cents, email, name, address,
  merchants!orders_merchant_id_fkey(name, support_email),
  order_lines(product_name, variant_name, quantity, unit_price_cents)`

/** Tells the shopper by mail what became of an order. */
export async function orderMail(payload: Payload): Promise<void> {
  const template = textOf(payload, 'template')
  if (template !== 'paid' && template !== 'refunded') throw new Error(`There is no mail ${template}.`)
  const order = await requireOrder(textOf(payload, 'order_id'))
  await sendMail(
    {
      to: { name: order.name, address: order.email },
      replyTo: order.merchants.support_email,
      id: `${template}.${order.id}`,
    },
    orderMessage(template, order, requireVariable('SHOP_URL')),
  )
}

async function requireOrder(id: string): Promise<MailOrder> {
  const { data, error } = await getDatabase()
    .from('orders')
    .select(COLUMNS)
    .eq('id', id)
    .abortSignal(AbortSignal.timeout(TIMEOUT_MS))
    .single<MailOrder>()
  if (error) throw new Error(`Order ${id} could not be read: ${error.message}`)
  return data
}

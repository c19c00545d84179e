import { requireVariable } from '../../_shared/environment.ts'
import { renderMail } from '../mails/mail.ts'
import { type MailOffer, offer } from '../mails/offer.ts'
import { type Payload, textOf } from '../payload.ts'
import { readerOf, readOne } from '../read.ts'
import { sendMail } from '../send-mail.ts'

const CLAIM_COLUMNS = 'shopper_id, sale_id, item_id, quantity, status, expires_at'
const SALE_COLUMNS = 'slug, title, merchants!sales_merchant_id_fkey(name, support_email)'
const ITEM_COLUMNS = 'product_variants(name, products(name))'

type Claim = {
  shopper_id: string
  sale_id: string
  item_id: string
  quantity: number
  status: string
  expires_at: string
}
type Wait = { quantity: number }
type Sale = { slug: string; title: string; merchants: { name: string; support_email: string } }
type Item = { product_variants: { name: string; products: { name: string } } }

/**
 * Tells somebody in line by mail that something came back. An offer is short: when it is no longer held (paid, given back,
 * or over because mail was slow), no mail is better than one that sends somebody to an empty bag, and the row is done.
 */
export async function offerMail(payload: Payload): Promise<void> {
  const waitId = textOf(payload, 'wait_id')
  const claim = await readOne<Claim>('claims', CLAIM_COLUMNS, textOf(payload, 'claim_id'))
  if (claim.status !== 'held' || Date.parse(claim.expires_at) <= Date.now()) return
  const reader = await readerOf(claim.shopper_id)
  // Most shoppers are anonymous and have no address: their page tells them, nothing is to be sent.
  if (reader === null) return
  const [wait, sale, { product_variants: variant }] = await Promise.all([
    readOne<Wait>('waits', 'quantity', waitId),
    readOne<Sale>('sales', SALE_COLUMNS, claim.sale_id),
    readOne<Item>('sale_items', ITEM_COLUMNS, claim.item_id),
  ])
  const mail: MailOffer = {
    language: reader.language,
    productName: variant.products.name,
    variantName: variant.name,
    quantity: claim.quantity,
    asked: wait.quantity,
    expiresAt: claim.expires_at,
    saleTitle: sale.title,
    saleSlug: sale.slug,
    merchantName: sale.merchants.name,
    supportEmail: sale.merchants.support_email,
  }
  await sendMail(
    { to: { name: '', address: reader.address }, replyTo: mail.supportEmail, id: `offer.${waitId}` },
    renderMail(offer(mail, requireVariable('SHOP_URL'))),
  )
}

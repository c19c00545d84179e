import { cancelled } from './cancelled.ts'
import { delivered } from './delivered.ts'
import { emailChanged } from './email-changed.ts'
import { helpToMerchant } from './help-to-merchant.ts'
import { helpToShopper } from './help-to-shopper.ts'
import type { Mail } from './mail.ts'
import { offer } from './offer.ts'
import { paid } from './paid.ts'
import { refunded } from './refunded.ts'
import { reminder } from './reminder.ts'
import { hostileOrder, OFFER, ORDER, SALE, SHIPMENT, THREAD } from './samples.ts'
import type { Language } from './say.ts'
import { shipped } from './shipped.ts'
import { signInCode } from './sign-in-code.ts'

/** Every mail there is in a language, with the usual names; or with `name` in every place where somebody else's words go. */
export function everyMail(
  shopUrl: string,
  language: Language,
  name: string | null = null,
): Record<string, Mail> {
  const order = { ...(name === null ? ORDER : hostileOrder(name)), language }
  const text = (usual: string) => name ?? usual
  const shipment = { ...SHIPMENT, carrier: text(SHIPMENT.carrier), tracking_number: text('JJD0099') }
  const thread = {
    ...THREAD,
    language,
    shopperName: text(THREAD.shopperName),
    merchantName: text(THREAD.merchantName),
    messages: name === null ? THREAD.messages : [{ text: name }, { text: name }],
  }
  return {
    paid: paid(order, shopUrl),
    shipped: shipped(order, { shipment, unitsLeft: 0 }, shopUrl),
    'shipped in part': shipped(order, { shipment, unitsLeft: 1 }, shopUrl),
    delivered: delivered(order, { shipment, unitsLeft: 0 }, shopUrl),
    refunded: refunded(order, { amountCents: 8_890, isFull: true, lines: [] }, shopUrl),
    'refunded in part': refunded(
      order,
      { amountCents: 2_800, isFull: false, lines: [{ claim_id: 'c1', quantity: 1 }] },
      shopUrl,
    ),
    cancelled: cancelled(order, 8_890, shopUrl),
    'cancelled before it was paid': cancelled(order, 0, shopUrl),
    offer: offer(
      {
        ...OFFER,
        language,
        productName: text(OFFER.productName),
        variantName: text(OFFER.variantName),
        saleTitle: text(OFFER.saleTitle),
        merchantName: text(OFFER.merchantName),
      },
      shopUrl,
    ),
    reminder: reminder(
      { ...SALE, title: text(SALE.title), tagline: text(SALE.tagline), merchants: order.merchants },
      shopUrl,
      language,
    ),
    'sign-in code': signInCode('482913', `${shopUrl}/sign-in?token_hash=0f3a9c`, language),
    'code for another e-mail': signInCode('482913', null, language),
    'e-mail changed': emailChanged('ada@example.com', shopUrl, language),
    'help, to the shopper': helpToShopper(thread, shopUrl),
    'help, to the merchant': helpToMerchant(thread, shopUrl),
  }
}

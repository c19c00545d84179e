import { doesNotMatch, equal, match, ok } from 'node:assert/strict'
import { cancelled } from './cancelled.ts'
import { delivered } from './delivered.ts'
import { type Mail, renderMail } from './mail.ts'
import type { MailOrder } from './order.ts'
import { paid } from './paid.ts'
import { refunded } from './refunded.ts'
import { ORDER, SHIPMENT } from './samples.ts'
import { shipped } from './shipped.ts'

const SHOP = 'https://shop.example'
const textOf = (mail: Mail) => renderMail(mail).text

Deno.test('the receipt: what was bought, what it cost, when it was paid, where it goes, whom to ask', () => {
  const { subject, text } = renderMail(paid(ORDER, SHOP))
  equal(subject, 'Your order 7K2M-9QPD is confirmed')
  for (const part of [
    'Ada Lovelace',
    '2 × Moon jar, Ash: €56.00\n1 × Tide clock: €28.00\nShipping: €4.90\nTotal: €88.90\nincluding VAT: €14.19',
    'Paid on 22 November 2026, 14:32 UTC.',
    'Goes to\nAda Lovelace\nKai 1\n20457 Hamburg\nGermany',
    `${SHOP}/orders/${ORDER.id}`,
    'help@kiln.test',
    'Kiln & Co',
  ])
    ok(text.includes(part), part)
})

Deno.test('where prices contain no tax, none is named', () => {
  doesNotMatch(textOf(paid({ ...ORDER, tax_cents: 0 }, SHOP)), /including/)
})

Deno.test('a currency without minor units is not divided', () => {
  ok(textOf(paid({ ...ORDER, currency: 'JPY' }, SHOP)).includes('Total: ¥8,890'))
})

Deno.test('of a huge order forty lines are listed and the rest is one row that still adds up', () => {
  const lines = Array.from({ length: 500 }, (_, n) => ({
    claim_id: `c${n}`,
    product_name: `Cup ${n}`,
    variant_name: '',
    quantity: 1,
    unit_price_cents: 100,
  }))
  const huge: MailOrder = {
    ...ORDER,
    order_lines: lines,
    items_cents: 50_000,
    shipping_cents: 0,
    total_cents: 50_000,
  }
  const text = textOf(paid(huge, SHOP))
  ok(text.includes('1 × Cup 39: €1.00\nand 460 more items: €460.00\nShipping: €0.00\nTotal: €500.00'))
  const parcel = { ...SHIPMENT, shipment_lines: lines.map(({ claim_id }) => ({ claim_id, quantity: 1 })) }
  ok(textOf(shipped(huge, { shipment: parcel, unitsLeft: 0 }, SHOP)).includes('- and 460 more items'))
})

Deno.test('a parcel: carrier, number, what is in it by the names of the order, the way to follow it', () => {
  const { subject, text } = renderMail(shipped(ORDER, { shipment: SHIPMENT, unitsLeft: 0 }, SHOP))
  equal(subject, 'Your order 7K2M-9QPD is on its way')
  ok(text.includes('left with DHL. Tracking number: JJD0099.'))
  ok(text.includes('In this parcel\n- 2 × Moon jar, Ash\n'))
  ok(text.includes('Follow the parcel:\nhttps://track.example/JJD0099?lang=en&x=1'))
  ok(text.includes(`Your order: ${SHOP}/orders/${ORDER.id}`))
  doesNotMatch(text, /Tide clock|another parcel/)
})

Deno.test('a part of an order says so in the subject, and what is still to come', () => {
  const { subject, text } = renderMail(shipped(ORDER, { shipment: SHIPMENT, unitsLeft: 1 }, SHOP))
  equal(subject, 'A part of your order 7K2M-9QPD is on its way')
  match(text, /1 unit follows in another parcel\. Nothing more is charged/)
})

Deno.test('a parcel without tracking leads to the order, and so does an address that is none of the web', () => {
  for (const tracking_url of [null, 'javascript:alert(1)', 'not an address', 'data:text/html,x']) {
    const shipment = { ...SHIPMENT, tracking_number: null, tracking_url }
    const { text, html } = renderMail(shipped(ORDER, { shipment, unitsLeft: 0 }, SHOP))
    ok(text.includes('There is no tracking number for it.'))
    ok(text.includes(`See your order:\n${SHOP}/orders/${ORDER.id}`))
    doesNotMatch(html, /href="(?!https:\/\/shop\.example)/)
  }
})

Deno.test('an arrival is what the carrier says, and tells what to do when it is not true', () => {
  const text = textOf(delivered(ORDER, { shipment: SHIPMENT, unitsLeft: 0 }, SHOP))
  match(text, /DHL says that the parcel was delivered/)
  match(text, /Not there, or not as it should be\? Ask/)
  match(textOf(delivered(ORDER, null, SHOP)), /The carrier says/)
})

Deno.test('a refund says how much of what was paid, whether that is all, and for what', () => {
  const full = renderMail(refunded(ORDER, { amountCents: 8_890, isFull: true, lines: [] }, SHOP))
  equal(full.subject, 'Your order 7K2M-9QPD was refunded: €88.90')
  match(full.text, /Paid: €88\.90\nOn its way back: €88\.90/)
  doesNotMatch(full.text, /It is for|Kai 1/)
  const rest = renderMail(refunded(ORDER, { amountCents: 6_090, isFull: true, lines: [] }, SHOP))
  equal(rest.subject, 'The rest of your order 7K2M-9QPD was refunded: €60.90')
  const lines = [
    { claim_id: 'c1', quantity: 1 },
    { claim_id: 'c2', quantity: 0 },
  ]
  const part = renderMail(refunded(ORDER, { amountCents: 3_000, isFull: false, lines }, SHOP))
  equal(part.subject, 'A part of your order 7K2M-9QPD was refunded: €30.00')
  match(part.text, /It is for\n- 1 × Moon jar, Ash\n- Tide clock\n/)
})

Deno.test('a cancelled order says what becomes of the money: all of it goes back, or it was never taken', () => {
  match(textOf(cancelled(ORDER, 8_890, SHOP)), /all of your money back, €88\.90 in all/)
  const uncharged = textOf(cancelled(ORDER, 0, SHOP))
  match(uncharged, /Nothing was charged/)
  doesNotMatch(uncharged, /back/)
})

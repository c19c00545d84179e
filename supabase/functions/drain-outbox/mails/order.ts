import { type Block, type Mail, ROWS_MAX } from './mail.ts'
import type { Say } from './say.ts'
import { moneyIn, nameOf, productName } from './words.ts'

export type MailLine = {
  claim_id: string
  product_name: string
  variant_name: string
  quantity: number
  unit_price_cents: number
}

/** An order as the Data API answers it. Money in minor units of `currency`. */
export type MailOrder = {
  id: string
  number: string
  /** What the shopper read when they paid. */
  language: string
  currency: string
  items_cents: number
  shipping_cents: number
  total_cents: number
  /** Contained in the total. */
  tax_cents: number
  email: string
  name: string
  address: Record<string, unknown>
  paid_at: string | null
  merchants: { name: string; support_email: string }
  sales: { tax_name: string }
  order_lines: MailLine[]
}

/** "2 × Moon jar, Ash". */
export function lineLabel(line: Pick<MailLine, 'product_name' | 'variant_name'>, quantity: number): string {
  return `${quantity} × ${productName(line.product_name, line.variant_name)}`
}

/** At most so many of a list, and one more that says how many are left out. */
export function firstOf(labels: string[], say: Say): string[] {
  if (labels.length <= ROWS_MAX) return labels
  return [...labels.slice(0, ROWS_MAX), say('moreItems', { count: labels.length - ROWS_MAX })]
}

/** What an order cost, line by line. Of a huge one the rest is one row, so that the rows still add up. */
export function receiptOf(order: MailOrder, say: Say): Block {
  const money = moneyIn(order.currency, say)
  const costOf = (line: MailLine) => line.quantity * line.unit_price_cents
  const rest = order.order_lines.slice(ROWS_MAX)
  const rows = order.order_lines
    .slice(0, ROWS_MAX)
    .map((line): [string, string] => [lineLabel(line, line.quantity), money(costOf(line))])
  if (rest.length > 0) {
    const cents = rest.reduce((sum, line) => sum + costOf(line), 0)
    rows.push([say('moreItems', { count: rest.length }), money(cents)])
  }
  rows.push([say('shipping'), money(order.shipping_cents)])
  const total: [string, string] = [say('total'), money(order.total_cents)]
  const contains: [string, string] = [say('including', { tax: order.sales.tax_name }), money(order.tax_cents)]
  return { kind: 'amounts', rows, total, ...(order.tax_cents > 0 ? { contains } : {}) }
}

/** What all mails about an order end with: the way to it, whom to ask, who signs. */
export function orderEnd(
  order: MailOrder,
  shopUrl: string,
  say: Say,
): Pick<Mail, 'button' | 'notes' | 'from'> {
  return {
    button: { label: say('seeOrder'), url: orderUrl(order, shopUrl) },
    notes: [
      say('orderQuestions', { email: order.merchants.support_email }),
      say('orderNumber', { number: order.number }),
    ],
    from: nameOf(order.merchants.name),
  }
}

export function orderUrl(order: Pick<MailOrder, 'id'>, shopUrl: string): string {
  return `${shopUrl}/orders/${order.id}`
}

import { type Block, type Mail, ROWS_MAX } from './mail.ts'
import { countOf, moneyIn, nameOf, productName } from './words.ts'

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
export function firstOf(labels: string[]): string[] {
  if (labels.length <= ROWS_MAX) return labels
  return [...labels.slice(0, ROWS_MAX), `and ${countOf(labels.length - ROWS_MAX, 'more item', 'more items')}`]
}

/** What an order cost, line by line. Of a huge one the rest is one row, so that the rows still add up. */
export function receiptOf(order: MailOrder): Block {
  const money = moneyIn(order.currency)
  const costOf = (line: MailLine) => line.quantity * line.unit_price_cents
  const rest = order.order_lines.slice(ROWS_MAX)
  const rows = order.order_lines
    .slice(0, ROWS_MAX)
    .map((line): [string, string] => [lineLabel(line, line.quantity), money(costOf(line))])
  if (rest.length > 0) {
    const cents = rest.reduce((sum, line) => sum + costOf(line), 0)
    rows.push([`and ${countOf(rest.length, 'more item', 'more items')}`, money(cents)])
  }
  rows.push(['Shipping', money(order.shipping_cents)])
  const total: [string, string] = ['Total', money(order.total_cents)]
  const contains: [string, string] = [`including ${order.sales.tax_name}`, money(order.tax_cents)]
  return { kind: 'amounts', rows, total, ...(order.tax_cents > 0 ? { contains } : {}) }
}

/** What all mails about an order end with: the way to it, whom to ask, who signs. */
export function orderEnd(order: MailOrder, shopUrl: string): Pick<Mail, 'button' | 'notes' | 'from'> {
  return {
    button: { label: 'See your order', url: orderUrl(order, shopUrl) },
    notes: [
      `Questions? Ask on the page of your order (on the device you ordered with), or write to ${order.merchants.support_email}.`,
      `Order ${order.number}`,
    ],
    from: nameOf(order.merchants.name),
  }
}

export function orderUrl(order: Pick<MailOrder, 'id'>, shopUrl: string): string {
  return `${shopUrl}/orders/${order.id}`
}

import { escapeHtml, type Message, mailPage } from './mail-page.ts'

export type MailTemplate = 'paid' | 'refunded'

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
  merchants: { name: string; support_email: string }
  sales: { tax_name: string }
  order_lines: { product_name: string; variant_name: string; quantity: number; unit_price_cents: number }[]
}

/** The subject and both bodies. They say the same: some people read only one of them. */
export function orderMessage(template: MailTemplate, order: MailOrder, shopUrl: string): Message {
  const subject =
    template === 'paid'
      ? `Your order ${order.number} is confirmed`
      : `Your order ${order.number} was refunded`
  const greeting =
    template === 'paid'
      ? `Thank you, ${order.name}. It is yours: we have your payment and ${order.merchants.name} is getting your parcel ready.`
      : `Hello ${order.name}, your money for this order is on its way back. Banks take up to ten days to show it.`
  const link = `${shopUrl}/orders/${order.id}`
  const rows = linesOf(order)
  const address = addressOf(order)
  const help = `Questions? Write to ${order.merchants.support_email}.`
  return {
    subject,
    text: [
      greeting,
      rows.map(([label, amount]) => `${label}: ${amount}`).join('\n'),
      template === 'paid' ? `To:\n${address.join('\n')}` : '',
      `See your order: ${link}`,
      help,
      order.merchants.name,
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    html: mailPage({
      subject,
      body: bodyOf(greeting, rows, template === 'paid' ? address : []),
      link: { url: link, label: 'See your order' },
      help,
    }),
  }
}

function linesOf(order: MailOrder): [label: string, amount: string][] {
  const money = moneyIn(order.currency)
  return [
    ...order.order_lines.map((line): [string, string] => [
      `${line.quantity} × ${[line.product_name, line.variant_name].filter((name) => name !== '').join(', ')}`,
      money(line.quantity * line.unit_price_cents),
    ]),
    ['Shipping', money(order.shipping_cents)],
    ['Total', money(order.total_cents)],
    ...(order.tax_cents > 0
      ? [[`including ${order.sales.tax_name}`, money(order.tax_cents)] satisfies [string, string]]
      : []),
  ]
}

function moneyIn(currency: string): (cents: number) => string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return (cents) => format.format(cents / 10 ** digits)
}

function addressOf({ name, address }: MailOrder): string[] {
  const field = (key: string) => (typeof address[key] === 'string' ? String(address[key]).trim() : '')
  const lines = [
    name,
    field('line1'),
    field('line2'),
    `${field('postalCode')} ${field('city')}`.trim(),
    countryName(field('country')),
  ]
  return lines.filter((line) => line !== '')
}

/** The name of a country for its ISO 3166-1 code; whatever else was stored, as it is. */
function countryName(code: string): string {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code
}

function bodyOf(greeting: string, rows: [string, string][], address: string[]): string {
  const cells = rows.map(([label, amount]) => {
    const weight = label === 'Total' ? ';font-weight:700' : ''
    return `<tr><td style="padding:6px 0${weight}">${escapeHtml(label)}</td><td style="padding:6px 0;text-align:right${weight}">${escapeHtml(amount)}</td></tr>`
  })
  const to =
    address.length > 0 ? `<p style="color:#555">To<br>${address.map(escapeHtml).join('<br>')}</p>` : ''
  return `<p>${escapeHtml(greeting)}</p>
<table role="presentation" style="width:100%;border-collapse:collapse;border-top:1px solid #ddd">${cells.join('')}</table>
${to}`
}

export type MailTemplate = 'paid' | 'refunded'

/** An order as the Data API answers it. Money in minor units of `currency`. */
export type MailOrder = {
  id: string
  number: string
  currency: string
  items_cents: number
  shipping_cents: number
  total_cents: number
  email: string
  name: string
  address: Record<string, unknown>
  merchants: { name: string; support_email: string }
  order_lines: { product_name: string; variant_name: string; quantity: number; unit_price_cents: number }[]
}

export type Message = { subject: string; text: string; html: string }

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
    html: page({ subject, greeting, rows, address: template === 'paid' ? address : [], link, help }),
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

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

type Page = {
  subject: string
  greeting: string
  rows: [string, string][]
  address: string[]
  link: string
  help: string
}

/** Tables and inline styles, because that is what mail programs show alike. */
function page({ subject, greeting, rows, address, link, help }: Page): string {
  const cells = rows.map(([label, amount]) => {
    const weight = label === 'Total' ? ';font-weight:700' : ''
    return `<tr><td style="padding:6px 0${weight}">${escapeHtml(label)}</td><td style="padding:6px 0;text-align:right${weight}">${escapeHtml(amount)}</td></tr>`
  })
  const to =
    address.length > 0 ? `<p style="color:#555">To<br>${address.map(escapeHtml).join('<br>')}</p>` : ''
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f6f5f1;font:16px/1.5 system-ui,sans-serif;color:#1b1a17">
<div style="max-width:480px;margin:0 auto;padding:32px 24px;background:#fff">
<h1 style="font-size:24px;line-height:1.2;margin:0 0 16px">${escapeHtml(subject)}</h1>
<p>${escapeHtml(greeting)}</p>
<table role="presentation" style="width:100%;border-collapse:collapse;border-top:1px solid #ddd">${cells.join('')}</table>
${to}
<p><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1b1a17;color:#fff;text-decoration:none;font-weight:600">See your order</a></p>
<p style="color:#555;font-size:14px">${escapeHtml(help)}</p>
</div>
</body>
</html>
`
}

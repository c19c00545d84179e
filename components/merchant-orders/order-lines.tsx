import { Money } from '#components/ui/money.tsx'
import { lineName, type MerchantLine, type MerchantOrder } from '#lib/merchant-orders/merchant-order.ts'
import { Section } from './section.tsx'

/** What was bought, and where each unit of it is. */
export function OrderLines({ order }: { order: MerchantOrder }) {
  return (
    <Section title="What was bought">
      <ul className="divide-y divide-line">
        {order.order_lines.map((line) => (
          <li key={line.claim_id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3 sm:px-6">
            <span className="font-semibold">
              <span className="figures">{line.quantity} ×</span> {lineName(line)}
            </span>
            <Money amountCents={line.quantity * line.unit_price_cents} currency={order.currency} />
            <span className="figures col-span-full text-note text-ink-soft">{whereabouts(line)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** “1 to ship, 2 sent, 1 back”: only what there is. */
function whereabouts(line: MerchantLine): string {
  const left = line.quantity - line.shipped - line.not_sent
  const parts: [number, string][] = [
    [left, 'here'],
    [line.shipped, 'sent'],
    [line.not_sent, 'not sent'],
    [line.returned, 'came back'],
    [line.restocked, 'put back into the sale'],
  ]
  return parts.flatMap(([units, word]) => (units > 0 ? `${units} ${word}` : [])).join(', ')
}

import { Wordmark } from '#components/layout/wordmark.tsx'
import { lineName, type MerchantOrder, unitsLeft } from '#lib/merchant-orders/merchant-order.ts'

/**
 * What goes into the parcel: one page an order, no prices (it may be a present). It lists what is still to be sent; once all of it has left, what
 * was sent.
 */
export function PackingSlip({ order }: { order: MerchantOrder }) {
  const isOpen = order.to_ship > 0
  const lines = order.order_lines
    .map((line) => ({ line, units: isOpen ? unitsLeft(line) : line.shipped }))
    .filter(({ units }) => units > 0)
  return (
    <article
      aria-label={`Packing slip ${order.number}`}
      className="slip grid content-start gap-8 rounded-card border border-line bg-paper-raised p-6 sm:p-10"
    >
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <p className="text-lead font-bold">{order.merchants.name}</p>
          <p className="text-note text-ink-soft">{order.merchants.support_email}</p>
        </div>
        <p className="text-right">
          <span className="block text-note text-ink-soft">Order</span>
          <strong className="poster figures text-price">{order.number}</strong>
        </p>
      </header>
      <address className="text-lead not-italic">
        {[order.name, ...order.addressLines].map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may read the same
          <span key={index} className="block break-words">
            {line}
          </span>
        ))}
      </address>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b-2 border-ink">
            <th scope="col" className="w-16 py-2">
              Units
            </th>
            <th scope="col" className="py-2">
              What
            </th>
            <th scope="col" className="w-20 py-2 text-right">
              Packed
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, units }) => (
            <tr key={line.claim_id} className="border-b border-line">
              <td className="figures py-3 font-bold">{units}</td>
              <td className="py-3">{lineName(line)}</td>
              <td className="py-3">
                <span className="ml-auto block size-6 border-2 border-line-strong" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-note text-ink-soft">
        From the sale {order.sales.title}. Something wrong? Write to {order.merchants.support_email} and name
        the order.
      </p>
      <span className="opacity-60">
        <Wordmark />
      </span>
    </article>
  )
}

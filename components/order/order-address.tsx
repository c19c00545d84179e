import { LinkButton } from '#components/ui/link-button.tsx'
import type { Order } from '#lib/orders/queries.ts'

/** Where it goes, when it was ordered, and whom to ask. */
export function OrderAddress({ order }: { order: Order }) {
  return (
    <section aria-label="Delivery and help" className="grid gap-6 border-t border-line pt-6 sm:grid-cols-2">
      <div className="grid content-start gap-1">
        <h2 className="font-bold">Goes to</h2>
        <address className="not-italic">
          {[order.name, ...order.addressLines].map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an address may read the same
            <span key={index} className="block break-words">
              {line}
            </span>
          ))}
        </address>
      </div>
      <div className="grid content-start gap-1">
        <h2 className="font-bold">Something wrong?</h2>
        <p className="text-ink-soft">{order.merchantName} answers, here and by mail.</p>
        <LinkButton href={`/orders/${order.id}/help`} className="my-2 justify-self-start">
          Ask for help
        </LinkButton>
        <a
          href={`mailto:${order.supportEmail}?subject=${encodeURIComponent(`Order ${order.number}`)}`}
          className="inline-flex min-h-12 items-center justify-self-start font-semibold break-all underline underline-offset-4"
        >
          {order.supportEmail}
        </a>
      </div>
    </section>
  )
}

import { Money } from '#components/ui/money.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Order } from '#lib/orders/order.ts'

/** Money that goes back, told as it stands: asked for is not gone, and what the bank refused is said to be refused. */
export function OrderRefunds({ order }: { order: Order }) {
  const sum = (status: string) =>
    order.refunds
      .filter((refund) => refund.status === status)
      .reduce((total, one) => total + one.amountCents, 0)
  const [gone, pending] = [sum('succeeded'), sum('pending')]
  const hasFailed = order.refunds.at(-1)?.status === 'failed' && pending === 0 && gone < order.totalCents
  return (
    <>
      {gone > 0 ? (
        <Notice title="Money sent back">
          <p>
            <Money amountCents={gone} currency={order.currency} className="font-semibold" /> went back to the
            card you paid with. Banks take up to ten days to show it.
          </p>
        </Notice>
      ) : null}
      {pending > 0 ? (
        <Notice tone="held" title="A refund is being made">
          <p>
            <Money amountCents={pending} currency={order.currency} className="font-semibold" /> is on its way
            to the bank. You get a mail once it went.
          </p>
        </Notice>
      ) : null}
      {hasFailed ? (
        <Notice tone="alert" title="The refund did not go through">
          <p>
            The bank refused it. {order.merchantName} knows; write to {order.supportEmail} if you hear nothing
            within two days.
          </p>
        </Notice>
      ) : null}
    </>
  )
}

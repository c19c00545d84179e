import { Money } from '#components/ui/money.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'
import type { Order } from '#lib/orders/order.ts'

/** Money that goes back, told as it stands: asked for is not gone, and what the bank refused is said to be refused. */
export function OrderRefunds({ order }: { order: Order }) {
  const t = useText('orders')
  const sum = (status: string) =>
    order.refunds
      .filter((refund) => refund.status === status)
      .reduce((total, one) => total + one.amountCents, 0)
  const [gone, pending] = [sum('succeeded'), sum('pending')]
  const hasFailed = order.refunds.at(-1)?.status === 'failed' && pending === 0 && gone < order.totalCents
  const money = (cents: number) => (
    <Money amountCents={cents} currency={order.currency} className="font-semibold" />
  )
  return (
    <>
      {gone > 0 ? (
        <Notice title={t('sentBackTitle')}>
          <p>{t.rich('sentBackDetail', { amount: () => money(gone) })}</p>
        </Notice>
      ) : null}
      {pending > 0 ? (
        <Notice tone="held" title={t('refundingTitle')}>
          <p>{t.rich('refundingDetail', { amount: () => money(pending) })}</p>
        </Notice>
      ) : null}
      {hasFailed ? (
        <Notice tone="alert" title={t('refundFailedTitle')}>
          <p>{t('refundFailedDetail', { merchant: order.merchantName, email: order.supportEmail })}</p>
        </Notice>
      ) : null}
    </>
  )
}

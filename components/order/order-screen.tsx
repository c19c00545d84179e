'use client'

import type { ReactNode } from 'react'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'
import type { Order } from '#lib/orders/queries.ts'
import { usePaying } from '#lib/worker/use-paying.ts'
import { OrderAddress } from './order-address.tsx'
import { OrderParcels } from './order-parcels.tsx'
import { OrderPictures } from './order-pictures.tsx'
import { OrderProgress } from './order-progress.tsx'
import { OrderRefunds } from './order-refunds.tsx'
import { orderProgress, orderWords } from './progress.ts'
import { Receipt } from './receipt.tsx'
import { useKeptOrder } from './use-kept-order.ts'
import { useOrder } from './use-order.ts'

type Props = {
  initial: Order
  /** What the bank still asks, shown while the order is being paid. */
  challenge: ReactNode
}

const MOODS = { waiting: 'text-ink', good: 'text-yours', act: 'text-alert', over: 'text-ink' } as const

/** One order: what has happened to it in words, how far it has come, and what it was for. */
export function OrderScreen({ initial, challenge }: Props) {
  const t = useText('orders')
  const statusText = useText('orderStatus')
  const { order, isFresh } = useOrder(initial)
  useKeptOrder(order)
  usePaying(order.status === 'paying')
  // A payment that came too late was never this order's, but it was taken and says so in its reason.
  const isCharged = order.paidAt !== null || /back\.$/.test(order.declineReason ?? '')
  const words = orderWords({ ...order, isCharged }, statusText)
  const steps = orderProgress(order.status, statusText, order.shipments)
  return (
    <div className="sheet grid grid-cols-1 gap-12 pb-10 lg:pt-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] lg:items-start lg:gap-16">
      <div className="grid grid-cols-1 gap-8">
        <OrderPictures lines={order.lines} />
        <div className="grid gap-4">
          <p className="figures text-ink-soft">
            {t.rich('number', {
              number: order.number,
              merchant: order.merchantName,
              b: (chunks) => (
                <strong className="text-ink">
                  <bdi>{chunks}</bdi>
                </strong>
              ),
            })}
          </p>
          <div role="status" className="grid gap-4">
            <h1 className={`poster text-poster ${MOODS[words.mood]}`}>{words.headline}</h1>
            {words.mood === 'waiting' ? <WaitingBar /> : null}
            <p className="max-w-prose text-lead text-ink-soft">{words.detail}</p>
          </div>
        </div>
        {isFresh ? null : (
          <Notice tone="held" title={t('oldTitle')}>
            <p>{t('oldDetail')}</p>
          </Notice>
        )}
        {order.status === 'paying' ? challenge : null}
        {order.status === 'open' ? (
          <LinkButton href={`/sales/${order.saleSlug}/bag`} tone="hot" size="large">
            {order.declineReason ? t('tryAnotherCard') : t('backToBag')}
          </LinkButton>
        ) : null}
        {order.status === 'cancelled' ? (
          <LinkButton href={`/sales/${order.saleSlug}`} tone="hot" size="large">
            {t('backToSale', { sale: order.saleTitle })}
          </LinkButton>
        ) : null}
        {steps ? <OrderProgress steps={steps} /> : null}
        <OrderRefunds order={order} />
        <OrderParcels shipments={order.shipments} />
        <OrderAddress order={order} />
      </div>
      <Receipt order={order} />
    </div>
  )
}

/** Held units, on their way to sold. */
function WaitingBar() {
  return <span aria-hidden className="hatch block h-3 max-w-sm animate-pulse rounded-full" />
}

'use client'

import { useEffect, useState } from 'react'
import { orderWords } from '#components/order/progress.ts'
import { useText } from '#lib/languages/text.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import { type KeptOrder, listKeptOrders } from '#lib/offline/kept-orders.ts'
import { ago } from './ago.ts'

/** Orders this phone has seen, as they were then. */
export function OfflineOrders() {
  const t = useText('offline')
  const state = useText('orderStatus')
  const [orders, setOrders] = useState<readonly KeptOrder[]>([])
  useEffect(() => setOrders(listKeptOrders()), [])
  return (
    <section aria-labelledby="offline-orders" className="grid gap-4">
      <h2 id="offline-orders" className="poster text-heading">
        {t('orders')}
      </h2>
      {orders.length === 0 ? <p className="text-ink-soft">{t('noOrders')}</p> : null}
      <ul className="grid gap-3">
        {orders.map((order) => (
          <li key={order.id} className="grid gap-1 rounded-card border border-line bg-paper-raised p-4">
            <span className="figures flex flex-wrap justify-between gap-x-4 font-semibold">
              <span>{orderWords({ ...order, email: null, declineReason: null }, state).headline}</span>
              <span>{formatMoney(order.totalCents, order.currency, t.language)}</span>
            </span>
            <span>{order.contents.join(', ')}</span>
            <span className="figures text-note text-ink-soft">
              {order.number} · {order.merchantName} · {t('seen', { time: ago(order.seenAtMs, t.language) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

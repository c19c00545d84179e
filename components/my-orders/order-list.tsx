import { LinkButton } from '#components/ui/link-button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { listMyOrders } from '#lib/orders/my-orders.ts'
import { OrderRow } from './order-row.tsx'

/** One page of the shopper's orders; an empty one says where to find those that are missing. */
export async function OrderList({ before }: { before: string | null }) {
  const [t, { orders, older }] = await Promise.all([getText('account'), listMyOrders(before)])
  if (orders.length === 0) {
    return (
      <div className="grid justify-items-start gap-5">
        <p className="text-lead text-ink-soft">{t(before === null ? 'noOrders' : 'noMoreOrders')}</p>
        <LinkButton href="/" tone="hot" size="large">
          {t('seeSales')}
        </LinkButton>
      </div>
    )
  }
  return (
    <>
      <ul className="grid border-t border-line">
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </ul>
      {older === null && before === null ? null : (
        <nav aria-label={t('pages')} className="flex flex-wrap gap-3">
          {before === null ? null : <LinkButton href="/orders">{t('newest')}</LinkButton>}
          {older === null ? null : (
            <LinkButton href={`/orders?before=${encodeURIComponent(older)}`}>{t('older')}</LinkButton>
          )}
        </nav>
      )}
    </>
  )
}

export function OrderListSkeleton() {
  return (
    <div className="grid gap-4">
      {['a', 'b', 'c'].map((key) => (
        <Skeleton key={key} className="h-26" />
      ))}
    </div>
  )
}

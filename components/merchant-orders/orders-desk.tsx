import { DeskButton } from '#components/ui/desk-link.tsx'
import { Skeleton, StripSkeleton } from '#components/ui/skeleton.tsx'
import { isNarrowed, type OrderSearch, searchQuery } from '#lib/merchant-orders/order-search.ts'
import { listMerchantOrders, listSaleNames } from '#lib/merchant-orders/queries.ts'
import { OrderList } from './order-list.tsx'
import { OrdersSearch } from './orders-search.tsx'
import { TrackingUpload } from './tracking-upload.tsx'

type Props = { search: OrderSearch; merchantId: string }

/** Find, choose, ship: the orders of one merchant, fifty at a time. */
export async function OrdersDesk({ search, merchantId }: Props) {
  const [{ orders, hasMore }, sales] = await Promise.all([
    listMerchantOrders(search, merchantId),
    listSaleNames(merchantId),
  ])
  const last = orders.at(-1)
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="poster text-poster">Orders</h1>
        <a
          href={`/dashboard/orders/export${searchQuery(search, { after: undefined })}`}
          download
          className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
        >
          Export {isNarrowed(search) ? 'what was found' : 'all orders'} as CSV
        </a>
      </div>
      <OrdersSearch key={searchQuery(search)} search={search} sales={sales} />
      <TrackingUpload merchantId={merchantId} />
      {orders.length > 0 ? (
        <OrderList key={searchQuery(search)} orders={orders} merchantId={merchantId} />
      ) : (
        <EmptyList search={search} />
      )}
      <nav aria-label="Pages" className="flex flex-wrap gap-3">
        {search.after ? (
          <DeskButton href={`/dashboard/orders${searchQuery(search, { after: undefined })}`}>
            Back to the first page
          </DeskButton>
        ) : null}
        {hasMore && last ? (
          <DeskButton href={`/dashboard/orders${searchQuery(search, { after: last.id })}`} tone="ink">
            Next {orders.length}
          </DeskButton>
        ) : null}
      </nav>
    </>
  )
}

function EmptyList({ search }: { search: OrderSearch }) {
  return (
    <p role="status" className="max-w-prose text-lead text-ink-soft">
      {isNarrowed(search)
        ? 'No order is like that. Look for fewer letters (three at least), or show everything.'
        : 'No order yet. The first one that somebody pays for appears here.'}
    </p>
  )
}

/** The place of the search and of ten rows. */
export function OrdersDeskSkeleton() {
  return (
    <>
      <h1 className="poster text-poster">Orders</h1>
      <Skeleton className="h-40" />
      <Skeleton className="h-12" />
      <StripSkeleton className="h-3" />
      <div className="grid gap-2">
        {Array.from({ length: 10 }, (_, row) => (
          <Skeleton key={String(row)} className="h-16" />
        ))}
      </div>
    </>
  )
}

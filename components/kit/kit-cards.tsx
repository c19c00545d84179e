import { EmptyBag } from '#components/bag/empty-bag.tsx'
import { StatusBadge } from '#components/merchant-orders/status-badge.tsx'
import { OrderProgress } from '#components/order/order-progress.tsx'
import { orderProgress } from '#components/order/progress.ts'
import { SaleCard } from '#components/sale/sale-card.tsx'
import { Card } from '#components/ui/card.tsx'
import { Skeleton, StripSkeleton } from '#components/ui/skeleton.tsx'
import { useText } from '#lib/languages/text.ts'
import { ORDER_STATUSES } from '#lib/orders/order-status.ts'
import type { SaleCardView } from '#lib/sales/sale-view.ts'
import { Row, Shelf, Specimen } from './specimen.tsx'

const LONG = {
  title: 'The very last of the winter batch of the North Sea',
  tagline: 'A tagline nobody shortened, of somebody who had a lot to say about wool, weather and the loom.',
  merchantName: 'Tidewater Goods and Daughters of Norddorf on Amrum',
}

export function KitCards({ sales, nowMs }: { sales: readonly SaleCardView[]; nowMs: number }) {
  const [first] = sales
  const t = useText('orderStatus')
  return (
    <Shelf title="Cards, orders, nothing">
      {sales.map((sale) => (
        <Specimen key={sale.id} name={`A card: ${sale.snapshot.sale.phase}`}>
          <SaleCard sale={sale} renderedAtMs={nowMs} isEnded={sale.snapshot.sale.phase === 'ended'} />
        </Specimen>
      ))}
      {first ? (
        <Specimen name="A card with long names, a huge price and no picture">
          <SaleCard
            sale={{ ...first, ...LONG, picture: null, fromCents: 99_999_999, fromWasCents: 129_999_999 }}
            renderedAtMs={nowMs}
          />
        </Specimen>
      ) : null}
      <Specimen name="The way of a parcel, and every state of an order as the merchant sees it">
        {(['paid', 'shipped', 'delivered'] as const).map((status) => (
          <OrderProgress key={status} steps={orderProgress(status, t) ?? []} />
        ))}
        <Row>
          {ORDER_STATUSES.map((status) => (
            <StatusBadge key={status} status={status} toShip={status === 'paid' ? 2 : 0} />
          ))}
        </Row>
      </Specimen>
      <Specimen name="An empty bag">
        <EmptyBag
          saleSlug="low-water"
          saleTitle="Low water"
          hasLapsed={false}
          isWaiting={false}
          isOver={false}
          paidOrderId={null}
        />
      </Specimen>
      <Specimen name="Loading">
        <StripSkeleton />
        <Card className="grid gap-3 p-4">
          <Skeleton className="h-40" />
          <Skeleton className="h-8 w-2/3" />
          <StripSkeleton />
        </Card>
      </Specimen>
    </Shelf>
  )
}

import { PageLink } from '#components/ui/page-link.tsx'
import { WRITING } from '#lib/languages/languages.ts'
import { useText } from '#lib/languages/text.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import type { MyOrder } from '#lib/orders/my-orders.ts'
import type { OrderStatus } from '#lib/orders/order-status.ts'

/** How a state feels: good news, something to do, or neither. */
const MOODS: Record<OrderStatus, string> = {
  open: 'text-alert',
  paying: 'text-held-ink',
  paid: 'text-yours',
  shipped: 'text-yours',
  delivered: 'text-yours',
  cancelled: 'text-ink-soft',
  part_refunded: 'text-ink',
  refunded: 'text-ink',
}

const WORDS = {
  open: 'statusOpen',
  declined: 'statusDeclined',
  paying: 'statusPaying',
  paid: 'statusPaid',
  shipped: 'statusShipped',
  delivered: 'statusDelivered',
  cancelled: 'statusCancelled',
  part_refunded: 'statusPartRefunded',
  refunded: 'statusRefunded',
} as const

/** One order in the list; all of it is the link. */
export function OrderRow({ order }: { order: MyOrder }) {
  const t = useText('account')
  const { tag } = WRITING[t.language]
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(order.createdAt),
  )
  const status = order.status === 'open' && order.isDeclined ? 'declined' : order.status
  return (
    <li className="border-b border-line">
      <PageLink
        href={`/orders/${order.id}`}
        className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-4 py-4 sm:grid-cols-[4.5rem_minmax(0,1fr)_auto]"
      >
        <Picture url={order.pictures[0] ?? null} />
        <span className="grid gap-0.5">
          <strong className={MOODS[order.status]}>{t(WORDS[status])}</strong>
          <span className="line-clamp-2 font-semibold wrap-anywhere">{order.products.join(', ')}</span>
          <span className="figures text-note text-ink-soft">
            {t('orderFacts', { units: order.units, merchant: order.merchantName, day })}
          </span>
          <span className="figures text-note text-ink-soft">
            {t('orderNumber', { number: order.number })}
          </span>
        </span>
        <span className="figures col-start-2 font-bold sm:col-start-3">
          {formatMoney(order.totalCents, order.currency, t.language)}
        </span>
      </PageLink>
    </li>
  )
}

function Picture({ url }: { url: string | null }) {
  // The names beside it say what it is, so the picture itself stays silent.
  return url ? (
    // biome-ignore lint/performance/noImgElement: drawn SVGs gain nothing from an image optimizer
    <img
      src={url}
      alt=""
      width={72}
      height={72}
      loading="lazy"
      className="size-18 rounded-card object-cover"
    />
  ) : (
    <span className="size-18 rounded-card bg-paper-sunk" />
  )
}

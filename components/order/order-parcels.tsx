import { LocalTime } from '#components/sale/local-time.tsx'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { useText } from '#lib/languages/text.ts'
import type { MessageKey } from '#lib/languages/translator.ts'
import type { Shipment } from '#lib/orders/order.ts'

const STATES: Record<Shipment['state'], [tone: BadgeTone, word: MessageKey<'orders'>]> = {
  in_transit: ['held', 'onItsWay'],
  delivered: ['yours', 'delivered'],
  returned: ['paper', 'wentBack'],
}

/** The parcels of an order: what is in each, where it is, and the carrier's page about it. */
export function OrderParcels({ shipments }: { shipments: readonly Shipment[] }) {
  const t = useText('orders')
  if (shipments.length === 0) return null
  return (
    <section aria-labelledby="parcels" className="grid gap-3">
      <h2 id="parcels" className="font-bold">
        {t('parcels', { count: shipments.length })}
      </h2>
      <ul className="grid gap-3">
        {shipments.map((shipment) => (
          <Card as="li" key={shipment.id}>
            <Parcel shipment={shipment} />
          </Card>
        ))}
      </ul>
    </section>
  )
}

function Parcel({ shipment }: { shipment: Shipment }) {
  const t = useText('orders')
  const [tone, word] = STATES[shipment.state]
  const isThere = shipment.state === 'delivered' && shipment.deliveredAt !== null
  const atMs = Date.parse(isThere ? (shipment.deliveredAt ?? '') : shipment.shippedAt)
  return (
    <div className="grid gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-words">
          <strong>{shipment.carrier}</strong>{' '}
          <span className="figures text-ink-soft">{shipment.trackingNumber}</span>
        </p>
        <Badge tone={tone}>{t(word)}</Badge>
      </div>
      <p className="figures">{shipment.contents.join(' · ')}</p>
      <p className="text-note text-ink-soft">
        {t.rich(isThere ? 'arrivedAt' : 'leftAt', { time: () => <LocalTime atMs={atMs} /> })}
      </p>
      {shipment.trackingUrl ? (
        <a
          href={shipment.trackingUrl}
          target="_blank"
          rel="noreferrer"
          className={buttonClass('quiet', 'regular', 'justify-self-start')}
        >
          {t('followAt', { carrier: shipment.carrier })}
        </a>
      ) : null}
    </div>
  )
}

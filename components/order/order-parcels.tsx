import { LocalTime } from '#components/sale/local-time.tsx'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Shipment } from '#lib/orders/order.ts'

const STATES: Record<Shipment['state'], [tone: BadgeTone, word: string]> = {
  in_transit: ['held', 'On its way'],
  delivered: ['yours', 'Delivered'],
  returned: ['paper', 'Went back'],
}

/** The parcels of an order: what is in each, where it is, and the carrier's page about it. */
export function OrderParcels({ shipments }: { shipments: readonly Shipment[] }) {
  if (shipments.length === 0) return null
  return (
    <section aria-labelledby="parcels" className="grid gap-3">
      <h2 id="parcels" className="font-bold">
        {shipments.length === 1 ? 'Your parcel' : `Your ${shipments.length} parcels`}
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
  const [tone, word] = STATES[shipment.state]
  const isThere = shipment.state === 'delivered' && shipment.deliveredAt !== null
  return (
    <div className="grid gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-words">
          <strong>{shipment.carrier}</strong>{' '}
          <span className="figures text-ink-soft">{shipment.trackingNumber}</span>
        </p>
        <Badge tone={tone}>{word}</Badge>
      </div>
      <p className="figures">{shipment.contents.join(' · ')}</p>
      <p className="text-note text-ink-soft">
        {isThere ? 'Arrived ' : 'Left '}
        <LocalTime atMs={Date.parse(isThere ? (shipment.deliveredAt ?? '') : shipment.shippedAt)} />
      </p>
      {shipment.trackingUrl ? (
        <a
          href={shipment.trackingUrl}
          target="_blank"
          rel="noreferrer"
          className={buttonClass('quiet', 'regular', 'justify-self-start')}
        >
          Follow it at {shipment.carrier}
        </a>
      ) : null}
    </div>
  )
}

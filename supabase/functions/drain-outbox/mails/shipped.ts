import type { Mail } from './mail.ts'
import { firstOf, lineLabel, type MailOrder, orderEnd } from './order.ts'
import { addressLines, countOf, nameOf, oneLine } from './words.ts'

/** A parcel as the Data API answers it. */
export type MailShipment = {
  id: string
  carrier: string
  tracking_number: string | null
  tracking_url: string | null
  shipment_lines: { claim_id: string; quantity: number }[]
}

export type Parcel = {
  shipment: MailShipment
  /** Units of the order that are still to leave, in another parcel. */
  unitsLeft: number
}

/** "2 × Moon jar, Ash" for each line of a parcel, by the names the order keeps. */
export function contentsOf(order: MailOrder, shipment: MailShipment): string[] {
  const labels = shipment.shipment_lines.flatMap(({ claim_id, quantity }) => {
    const line = order.order_lines.find((one) => one.claim_id === claim_id)
    return line ? [lineLabel(line, quantity)] : []
  })
  return firstOf(labels)
}

/** A parcel has left: what is in it, how to follow it, and what comes later. */
export function shipped(order: MailOrder, { shipment, unitsLeft }: Parcel, shopUrl: string): Mail {
  const carrier = nameOf(shipment.carrier)
  const contents = contentsOf(order, shipment)
  const isPart = unitsLeft > 0
  const end = orderEnd(order, shopUrl)
  const tracking = trackingUrl(shipment.tracking_url)
  const number = shipment.tracking_number ? oneLine(shipment.tracking_number) : null
  return {
    ...end,
    subject: isPart
      ? `A part of your order ${order.number} is on its way`
      : `Your order ${order.number} is on its way`,
    preview: number ? `${carrier}, ${number}` : `With ${carrier}`,
    heading: isPart ? 'A part of it is on its way' : 'It is on its way',
    blocks: [
      {
        kind: 'text',
        text: number
          ? `The parcel left with ${carrier}. Tracking number: ${number}.`
          : `The parcel left with ${carrier}. There is no tracking number for it.`,
      },
      ...(contents.length > 0 ? [{ kind: 'list' as const, title: 'In this parcel', items: contents }] : []),
      ...(isPart
        ? [
            {
              kind: 'text' as const,
              text: `${countOf(unitsLeft, 'unit follows', 'units follow')} in another parcel. Nothing more is charged for it.`,
            },
          ]
        : []),
      { kind: 'lines', title: 'Goes to', lines: addressLines(order.name, order.address) },
    ],
    button: tracking ? { label: 'Follow the parcel', url: tracking } : end.button,
    notes: tracking && end.button ? [`Your order: ${end.button.url}`, ...end.notes] : end.notes,
  }
}

/** Only an address of the web is worth a button; anything else a carrier's import may have brought is not. */
function trackingUrl(text: string | null): string | null {
  if (!text || !URL.canParse(text)) return null
  return /^https?:$/.test(new URL(text).protocol) ? new URL(text).href : null
}

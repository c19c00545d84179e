import type { Block, Mail } from './mail.ts'
import { firstOf, lineLabel, type MailOrder, orderEnd } from './order.ts'
import { languageOf, type Say, sayIn } from './say.ts'
import { addressLines, nameOf, oneLine } from './words.ts'

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
export function contentsOf(order: MailOrder, shipment: MailShipment, say: Say): string[] {
  const labels = shipment.shipment_lines.flatMap(({ claim_id, quantity }) => {
    const line = order.order_lines.find((one) => one.claim_id === claim_id)
    return line ? [lineLabel(line, quantity)] : []
  })
  return firstOf(labels, say)
}

/** A parcel has left: what is in it, how to follow it, and what comes later. */
export function shipped(order: MailOrder, { shipment, unitsLeft }: Parcel, shopUrl: string): Mail {
  const say = sayIn(languageOf(order.language))
  const carrier = nameOf(shipment.carrier)
  const items = contentsOf(order, shipment, say)
  const isPart = unitsLeft > 0
  const end = orderEnd(order, shopUrl, say)
  const tracking = trackingUrl(shipment.tracking_url)
  const number = shipment.tracking_number ? oneLine(shipment.tracking_number) : null
  const blocks: Block[] = [
    {
      kind: 'text',
      text: number ? say('shippedText', { carrier, number }) : say('shippedTextNoNumber', { carrier }),
    },
  ]
  if (items.length > 0) blocks.push({ kind: 'list', title: say('inThisParcel'), items })
  if (isPart) blocks.push({ kind: 'text', text: say('unitsFollow', { count: unitsLeft }) })
  blocks.push({ kind: 'lines', title: say('goesTo'), lines: addressLines(order.name, order.address, say) })
  return {
    ...end,
    language: say.language,
    subject: say(isPart ? 'shippedPartSubject' : 'shippedSubject', { number: order.number }),
    preview: number ? say('shippedPreview', { carrier, number }) : say('shippedPreviewNoNumber', { carrier }),
    heading: say(isPart ? 'shippedPartHeading' : 'shippedHeading'),
    blocks,
    button: tracking ? { label: say('followParcel'), url: tracking } : end.button,
    notes: tracking && end.button ? [say('yourOrderAt', { url: end.button.url }), ...end.notes] : end.notes,
  }
}

/** Only an address of the web is worth a button; anything else a carrier's import may have brought is not. */
function trackingUrl(text: string | null): string | null {
  if (!text || !URL.canParse(text)) return null
  return /^https?:$/.test(new URL(text).protocol) ? new URL(text).href : null
}

import type { Block, Mail } from './mail.ts'
import { type MailOrder, orderEnd } from './order.ts'
import { languageOf, sayIn } from './say.ts'
import { contentsOf, type Parcel } from './shipped.ts'
import { nameOf } from './words.ts'

/** A parcel has arrived, or so its carrier says. Without a parcel: the whole order has. */
export function delivered(order: MailOrder, parcel: Parcel | null, shopUrl: string): Mail {
  const say = sayIn(languageOf(order.language))
  const items = parcel ? contentsOf(order, parcel.shipment, say) : []
  const count = parcel?.unitsLeft ?? 0
  const blocks: Block[] = [
    {
      kind: 'text',
      text: parcel
        ? say('deliveredText', { carrier: nameOf(parcel.shipment.carrier) })
        : say('deliveredTextNoCarrier'),
    },
  ]
  if (items.length > 0) blocks.push({ kind: 'list', title: say('inThisParcel'), items })
  if (count > 0) blocks.push({ kind: 'text', text: say('deliveredRest', { count }) })
  blocks.push({ kind: 'text', text: say('deliveredMissing') })
  return {
    language: say.language,
    subject: say('deliveredSubject', { number: order.number }),
    preview: say('deliveredPreview'),
    heading: say('deliveredHeading'),
    blocks,
    ...orderEnd(order, shopUrl, say),
  }
}

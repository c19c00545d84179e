import type { Mail } from './mail.ts'
import { type MailOrder, orderEnd } from './order.ts'
import { contentsOf, type Parcel } from './shipped.ts'
import { countOf, nameOf } from './words.ts'

/** A parcel has arrived, or so its carrier says. Without a parcel: the whole order has. */
export function delivered(order: MailOrder, parcel: Parcel | null, shopUrl: string): Mail {
  const contents = parcel ? contentsOf(order, parcel.shipment) : []
  const carrier = parcel ? nameOf(parcel.shipment.carrier) : 'The carrier'
  return {
    subject: `Your order ${order.number} has arrived`,
    preview: 'Not there? Ask within a few days, while the carrier can still look for it.',
    heading: 'It has arrived',
    blocks: [
      { kind: 'text', text: `${carrier} says that the parcel was delivered. Enjoy what is in it.` },
      ...(contents.length > 0 ? [{ kind: 'list' as const, title: 'In this parcel', items: contents }] : []),
      ...(parcel && parcel.unitsLeft > 0
        ? [
            {
              kind: 'text' as const,
              text: `${countOf(parcel.unitsLeft, 'unit follows', 'units follow')} in another parcel.`,
            },
          ]
        : []),
      {
        kind: 'text',
        text: 'Not there, or not as it should be? Ask on the page of your order: it is answered by the people who packed it.',
      },
    ],
    ...orderEnd(order, shopUrl),
  }
}

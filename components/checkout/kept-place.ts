import type { Contact } from '#lib/bags/contact.ts'
import { contactFrom } from '#lib/bags/contact.ts'
import type { Queued } from '#lib/payments/payment.ts'
import type { KeptText } from './attempt.ts'

/** The tap that waits in line before the till, as it is sent again until it is its turn. */
export type WaitingTap = {
  requestId: string
  confirmationToken: string
  contact: Contact
  claimIds: readonly string[]
}

export type Place = Pick<Queued, 'place' | 'waitSeconds'>

/** Where a sale's tap in line is kept. The token names a way to pay; without the shop's secret key it is worth nothing. */
export const placeKey = (saleId: string) => `stampede.in-line.${saleId}`

/** Keeps the tap and where it stands, so that a reload or a second tab asks on with the same request id. */
export function keepPlace(kept: KeptText, tap: WaitingTap, place: Place): void {
  kept.write(JSON.stringify({ ...tap, place: place.place, waitSeconds: place.waitSeconds }))
}

/** The tap that was in line on this device; null when there is none, or it is not the one whose answer is awaited. */
export function readPlace(
  kept: KeptText,
  awaitedId: string | null,
): { tap: WaitingTap; place: Place } | null {
  const data = parse(kept.read())
  const { requestId, confirmationToken, claimIds, place, waitSeconds } = data
  if (typeof requestId !== 'string' || requestId !== awaitedId || typeof confirmationToken !== 'string')
    return null
  return {
    tap: {
      requestId,
      confirmationToken,
      contact: contactFrom(data.contact),
      claimIds: Array.isArray(claimIds) ? claimIds.filter((id) => typeof id === 'string') : [],
    },
    place: { place: Number(place) || 1, waitSeconds: Number(waitSeconds) || 1 },
  }
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text ?? 'null')
    return typeof data === 'object' && data !== null ? { ...data } : {}
  } catch {
    // Damaged by hand or by another program: the place is lost, the bag comes back by itself.
    return {}
  }
}

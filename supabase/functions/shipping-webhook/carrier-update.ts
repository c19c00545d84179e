/** What a carrier (or who collects their messages) tells of a parcel. `occurredAt` is ISO 8601, null when it does not say. */
export type CarrierUpdate = {
  id: string
  state: 'in_transit' | 'delivered' | 'returned'
  trackingNumber: string
  occurredAt: string | null
}

const STATES: Readonly<Record<string, CarrierUpdate['state']>> = {
  'shipment.in_transit': 'in_transit',
  'shipment.delivered': 'delivered',
  'shipment.returned': 'returned',
}

/** Reads a signed body. `ignored` for a type nobody handles; null when it is not a message at all. */
export function readCarrierUpdate(body: string): CarrierUpdate | 'ignored' | null {
  const message = parse(body)
  if (typeof message !== 'object' || message === null) return null
  const field = (name: string): unknown => Reflect.get(message, name)
  const [id, type, trackingNumber, at] = ['id', 'type', 'tracking_number', 'occurred_at'].map(field)
  if (typeof id !== 'string' || !/^[\w.:-]{1,200}$/.test(id) || typeof type !== 'string') return null
  const state = Object.hasOwn(STATES, type) ? STATES[type] : undefined
  if (!state) return 'ignored'
  if (typeof trackingNumber !== 'string' || trackingNumber.length < 1 || trackingNumber.length > 100)
    return null
  // Postgres takes no zero character in a text.
  if (trackingNumber.includes('\0')) return null
  const occurredMs = typeof at === 'string' ? Date.parse(at) : Number.NaN
  const occurredAt = Number.isNaN(occurredMs) ? null : new Date(occurredMs).toISOString()
  return { id, state, trackingNumber, occurredAt }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the sender is told so, there is nothing else to learn from it.
    return null
  }
}

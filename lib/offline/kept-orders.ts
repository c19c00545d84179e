import { deviceStorage } from '#lib/claims/device-storage.ts'
import { ORDER_STATUSES, type OrderStatus } from '#lib/orders/order-status.ts'

/**
 * An order as this device keeps it for the offline page: what one asks for without a network, and no more. No name, no address, no
 * e-mail, nothing of the payment. Money in minor units; `seenAtMs` by the device's clock, milliseconds since 1970.
 */
export type KeptOrder = {
  id: string
  number: string
  status: OrderStatus
  saleTitle: string
  merchantName: string
  totalCents: number
  currency: string
  /** As “2 × Moon jar, Ash”. */
  contents: string[]
  seenAtMs: number
}

type SeenOrder = Omit<KeptOrder, 'contents' | 'seenAtMs'> & {
  lines: readonly { productName: string; variantName: string; quantity: number }[]
}

const ORDERS_MAX = 20
const kept = deviceStorage('stampede.orders')

/** Keeps an order that was just seen; the newest seen come first. */
export function keepOrder(order: SeenOrder, seenAtMs: number): void {
  const { id, number, status, saleTitle, merchantName, totalCents, currency } = order
  const contents = order.lines.map((line) => `${line.quantity} × ${line.productName}, ${line.variantName}`)
  const one = { id, number, status, saleTitle, merchantName, totalCents, currency, contents, seenAtMs }
  const others = listKeptOrders().filter((other) => other.id !== id)
  kept.write(JSON.stringify([one, ...others].slice(0, ORDERS_MAX)))
}

export function listKeptOrders(): KeptOrder[] {
  try {
    const value: unknown = JSON.parse(kept.read() ?? '[]')
    return Array.isArray(value) ? value.filter(isKeptOrder) : []
  } catch {
    // Damaged by hand or by another program: the shop still has every order.
    return []
  }
}

/** The device forgets them: at signing out and when the account is deleted. */
export function forgetKeptOrders(): void {
  kept.write(null)
}

function isKeptOrder(value: unknown): value is KeptOrder {
  if (typeof value !== 'object' || value === null) return false
  const order = value as Partial<Record<keyof KeptOrder, unknown>>
  return (
    typeof order.id === 'string' &&
    typeof order.number === 'string' &&
    typeof order.totalCents === 'number' &&
    typeof order.currency === 'string' &&
    typeof order.seenAtMs === 'number' &&
    Array.isArray(order.contents) &&
    ORDER_STATUSES.some((status) => status === order.status)
  )
}

import type { Text } from '#lib/languages/translator.ts'
import { declineWords } from '#lib/orders/decline-words.ts'
import { ORDER_STATUSES, type OrderStatus } from '#lib/orders/order-status.ts'

export function isOrderStatus(value: unknown): value is OrderStatus {
  return ORDER_STATUSES.some((status) => status === value)
}

export type OrderWords = {
  headline: string
  detail: string
  /** How the state feels: waiting for an answer, good news, something to do, or simply over. */
  mood: 'waiting' | 'good' | 'act' | 'over'
}

export type ProgressStep = { label: string; state: 'done' | 'now' | 'later' }

type OrderFacts = {
  status: OrderStatus
  email: string | null
  declineReason: string | null
  /** Whether money was taken for it at some time. */
  isCharged?: boolean
}

const MOODS: Record<OrderStatus, OrderWords['mood']> = {
  open: 'act',
  paying: 'waiting',
  paid: 'good',
  shipped: 'good',
  delivered: 'good',
  cancelled: 'over',
  part_refunded: 'over',
  refunded: 'over',
}

/** What an order's state means to the person who pays, in words. */
export function orderWords(facts: OrderFacts, t: Text<'orderStatus'>): OrderWords {
  return { headline: headlineOf(facts, t), detail: detailOf(facts, t), mood: MOODS[facts.status] }
}

function headlineOf({ status, declineReason }: OrderFacts, t: Text<'orderStatus'>): string {
  if (status === 'open' && declineReason) return t('declinedTitle')
  return t(status === 'part_refunded' ? 'partRefundedTitle' : `${status}Title`)
}

function detailOf({ status, email, declineReason, isCharged }: OrderFacts, t: Text<'orderStatus'>): string {
  switch (status) {
    case 'open':
      return declineReason ? t('declinedDetail', { reason: declineWords(declineReason, t) }) : t('openDetail')
    case 'paid':
      return email ? t('paidDetailTo', { email }) : t('paidDetail')
    case 'cancelled':
      if (!isCharged) return t('cancelledDetail')
      return t('cancelledChargedDetail', {
        reason: declineReason ? declineWords(declineReason, t) : t('allBack'),
      })
    case 'part_refunded':
      return t('partRefundedDetail')
    default:
      return t(`${status}Detail`)
  }
}

const STEPS = ['stepPaid', 'stepShipped', 'stepDelivered'] as const

/** How many steps of the line are behind each state; null where the order left the line. */
const STEPS_DONE: Record<OrderStatus, number | null> = {
  open: 0,
  paying: 0,
  paid: 1,
  shipped: 2,
  delivered: 3,
  part_refunded: 1,
  cancelled: null,
  refunded: null,
}

/**
 * The line of progress, or null for an order that will not be delivered. An order of which a part of the money went back is as far as its
 * parcels are.
 */
export function orderProgress(
  status: OrderStatus,
  t: Text<'orderStatus'>,
  parcels: readonly { state: string }[] = [],
): ProgressStep[] | null {
  const isThere = parcels.length > 0 && parcels.every((parcel) => parcel.state === 'delivered')
  const byParcels = parcels.length === 0 ? 1 : isThere ? 3 : 2
  const done = status === 'part_refunded' ? byParcels : STEPS_DONE[status]
  if (done === null) return null
  return STEPS.map((step, index) => ({
    label: t(step),
    state: index < done ? 'done' : index === done ? 'now' : 'later',
  }))
}

/** Whether the page can stop asking: nothing more happens to this state within minutes. */
export function isSettled(status: OrderStatus): boolean {
  return status !== 'paying' && status !== 'open'
}

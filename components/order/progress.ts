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

/** What an order's state means to the person who pays, in words. */
export function orderWords({ status, email, declineReason, isCharged = false }: OrderFacts): OrderWords {
  const address = email ? ` to ${email}` : ''
  switch (status) {
    case 'open':
      return declineReason
        ? {
            headline: 'The payment did not go through',
            detail: `${sentence(declineReason)} Nothing was charged. Your units are back in your bag for at least a minute: try another card.`,
            mood: 'act',
          }
        : {
            headline: 'Not paid yet',
            detail: 'Your units are in your bag until their clock runs out. Go back and pay to keep them.',
            mood: 'act',
          }
    case 'paying':
      return {
        headline: 'Payment is being confirmed',
        detail: 'Your units are locked for you while your bank answers. This page changes by itself.',
        mood: 'waiting',
      }
    case 'paid':
      return {
        headline: 'It is yours',
        detail: `Paid, and the units are taken out of stock. The receipt goes${address || ' to your e-mail'}.`,
        mood: 'good',
      }
    case 'shipped':
      return { headline: 'On its way', detail: 'The parcel has left the maker.', mood: 'good' }
    case 'delivered':
      return { headline: 'Delivered', detail: 'The parcel has arrived. Enjoy it.', mood: 'good' }
    case 'cancelled':
      return {
        headline: 'This order was cancelled',
        detail: isCharged
          ? `${sentence(declineReason ?? 'You get all of your money back.')} Banks take up to ten days to show it.`
          : 'Nothing was charged and the units went back to the sale. If they are still free, claim again.',
        mood: 'over',
      }
    case 'part_refunded':
      return {
        headline: 'Refunded in part',
        detail:
          'A part of the money went back to the card you paid with. Banks take up to ten days to show it.',
        mood: 'over',
      }
    case 'refunded':
      return {
        headline: 'Refunded',
        detail: 'All of the money went back to the card you paid with. Banks take up to ten days to show it.',
        mood: 'over',
      }
  }
}

const STEPS = ['Paid', 'Packed and shipped', 'Delivered']

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
  parcels: readonly { state: string }[] = [],
): ProgressStep[] | null {
  const isThere = parcels.length > 0 && parcels.every((parcel) => parcel.state === 'delivered')
  const byParcels = parcels.length === 0 ? 1 : isThere ? 3 : 2
  const done = status === 'part_refunded' ? byParcels : STEPS_DONE[status]
  if (done === null) return null
  return STEPS.map((label, index) => ({
    label,
    state: index < done ? 'done' : index === done ? 'now' : 'later',
  }))
}

/** Whether the page can stop asking: nothing more happens to this state within minutes. */
export function isSettled(status: OrderStatus): boolean {
  return status !== 'paying' && status !== 'open'
}

function sentence(text: string): string {
  const trimmed = text.trim()
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1)
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}

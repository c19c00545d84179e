import type { Flag } from './queries.ts'

type Words = { title: string; meaning: string }

const GAPS: Readonly<Record<string, Words>> = {
  silent: {
    title: 'No news of a payment',
    meaning: 'The time to pay is over and Stripe has not said how it ended.',
  },
  'paid without the money': {
    title: 'Paid, but the money is not there',
    meaning: 'What was charged is not what the order costs.',
  },
  'paid without the units': {
    title: 'Paid, but the units are not there',
    meaning: 'The order is paid and some of its units are not sold to it.',
  },
  'charged but not paid': {
    title: 'Charged, but the order is not paid',
    meaning: 'The shopper was charged and the order does not say so.',
  },
  'charged but cancelled': {
    title: 'Charged, but cancelled',
    meaning: 'The money is to go back to the shopper and has not yet.',
  },
  'authorised but cancelled': {
    title: 'Authorised, but cancelled',
    meaning: 'The bank still holds the money for an order that is off.',
  },
  'units sold without the order paid': {
    title: 'Units sold without money',
    meaning: 'Units are sold for an order that is not paid.',
  },
  'part refunded without the refund': {
    title: 'Refunded in part, without the refund',
    meaning: 'The order says that money went back; Stripe has not said so.',
  },
  'refunded without the refund': {
    title: 'Refunded, without the refund',
    meaning: 'The order says that all of the money went back; Stripe has not said so.',
  },
  'refund failed': {
    title: 'A refund failed',
    meaning: 'The shopper’s bank refused it: the money is with you again.',
  },
  'refund pending for long': {
    title: 'A refund takes long',
    meaning: 'It has been on its way for more than a day.',
  },
  'shipped without capturing': {
    title: 'Shipped, money not taken',
    meaning: 'The parcel has left and the authorised money was not captured.',
  },
  'authorisation runs out': {
    title: 'An authorisation runs out',
    meaning: 'In less than a day the bank no longer holds the money. Ship it, or take the money now.',
  },
}

/** What a gap is called and means. One that has no words yet is shown as the database names it. */
export function gapWords(gap: string): Words {
  return (
    GAPS[gap] ?? { title: gap.charAt(0).toUpperCase() + gap.slice(1), meaning: 'Money and stock disagree.' }
  )
}

const REPAIRS = { look_up: 'Ask Stripe', refund: 'Refund now', capture: 'Take the money' } as const

export const repairLabel = (repair: keyof typeof REPAIRS): string => REPAIRS[repair]

const WORK: Readonly<Record<string, string>> = {
  cancel_intent: 'Cancel a payment',
  refund_payment: 'Refund a payment',
  look_up_payment: 'Ask Stripe about a payment',
  look_up_refund: 'Ask Stripe about a refund',
  capture_payment: 'Take authorised money',
}

/** What a piece of work does, in words. */
export function workWords(kind: string): string {
  return WORK[kind] ?? (kind.endsWith('_mail') ? 'Send a mail' : kind.replaceAll('_', ' '))
}

/** What a dispute or warning is and what to do about it. */
export function flagWords({ kind, state }: Pick<Flag, 'kind' | 'state'>): Words {
  if (kind === 'fraud_warning') {
    return {
      title: 'Fraud warning',
      meaning: 'The card’s bank suspects fraud. A refund now avoids a dispute and its fee.',
    }
  }
  switch (state) {
    case 'won':
      return { title: 'Dispute won', meaning: 'The money is back.' }
    case 'lost':
      return { title: 'Dispute lost', meaning: 'The money stays with the shopper.' }
    case 'warning_closed':
      return { title: 'Inquiry closed', meaning: 'Nothing came of it.' }
    case 'needs_response':
    case 'warning_needs_response':
      return {
        title: 'Dispute: answer it',
        meaning: 'Send your evidence in Stripe’s dashboard before its deadline.',
      }
    default:
      return { title: 'Dispute under review', meaning: 'The bank decides; there is nothing to do.' }
  }
}

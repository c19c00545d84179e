import type Stripe from 'stripe'
import { money } from '../challenge-page.ts'
import { idOf } from '../charges.ts'
import type { Store } from '../store.ts'
import { button, newest, row, section, state, timeOf } from './parts.ts'

const TONES: Record<string, 'good' | 'bad' | 'wait'> = {
  succeeded: 'good',
  canceled: 'bad',
  requires_capture: 'wait',
  requires_action: 'wait',
  processing: 'wait',
}

export function paymentsSection(store: Store): string {
  const { intents } = store.tables
  const rows = newest(intents.values()).map(({ intent }) => paymentRow(store, intent))
  return section('Payments', intents.size, rows, 'No payment yet: claim something in the shop and pay.')
}

function paymentRow(store: Store, intent: Stripe.PaymentIntent): string {
  const charge = store.tables.charges.get(idOf(intent.latest_charge) ?? '')
  const refunded = charge && charge.amount_refunded > 0 && intent.status === 'succeeded'
  const details = [
    intent.id,
    [
      timeOf(intent.created),
      intent.metadata.order_id ? `order ${intent.metadata.order_id}` : '',
      intent.last_payment_error?.message ?? '',
      refunded ? `${money(charge.amount_refunded, intent.currency)} refunded` : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
  ]
  return row(
    money(intent.amount, intent.currency),
    details,
    state(charge?.disputed ? `${intent.status}, disputed` : intent.status, TONES[intent.status] ?? ''),
    deedsOf(intent, charge),
  )
}

function deedsOf(intent: Stripe.PaymentIntent, charge: Stripe.Charge | undefined): string {
  if (intent.status === 'requires_capture') return button('expire', intent.id, 'Let it expire')
  if (intent.status !== 'succeeded' || !charge) return ''
  const amount = `<input type="text" name="amount" inputmode="decimal" placeholder="All of it" aria-label="Amount to refund of ${intent.id}">`
  const refund = charge.refunded ? '' : button('refund', intent.id, 'Refund', amount)
  const dispute = charge.disputed
    ? ''
    : button('dispute', intent.id, 'Open dispute') +
      button('dispute', intent.id, 'Open inquiry', '<input type="hidden" name="kind" value="inquiry">')
  return `${refund}${dispute}${button('warn', intent.id, 'Warn of fraud')}`
}

import { money } from '../challenge-page.ts'
import type { Store } from '../store.ts'
import { button, newest, row, section, state, timeOf } from './parts.ts'

export function refundsSection({ tables }: Store): string {
  const rows = newest(tables.refunds.values()).map((refund) => {
    const tone = refund.status === 'succeeded' ? 'good' : refund.status === 'failed' ? 'bad' : 'wait'
    const details = [refund.id, `${timeOf(refund.created)} · of ${String(refund.payment_intent)}`]
    return row(money(refund.amount, refund.currency), details, state(refund.status ?? '', tone))
  })
  return section('Refunds', tables.refunds.size, rows, 'No refund yet.')
}

export function disputesSection({ tables }: Store): string {
  const disputes = newest(tables.disputes.values()).map((dispute) =>
    row(
      `${money(dispute.amount, dispute.currency)}, ${dispute.reason.replaceAll('_', ' ')}`,
      [dispute.id, `${timeOf(dispute.created)} · of ${String(dispute.payment_intent)}`],
      state(dispute.status, dispute.status === 'won' || dispute.status === 'warning_closed' ? 'good' : 'bad'),
    ),
  )
  const warnings = newest(tables.warnings.values()).map((warning) =>
    row('Early fraud warning', [warning.id, timeOf(warning.created)], state(warning.fraud_type, 'bad')),
  )
  const count = tables.disputes.size + tables.warnings.size
  return section('Disputes and warnings', count, [...disputes, ...warnings], 'Nobody has complained yet.')
}

export function eventsSection({ tables }: Store): string {
  const rows = newest(tables.events.values()).map((event) => {
    const delivery = tables.deliveries.get(event.id)
    const about = 'id' in event.data.object ? String(event.data.object.id) : ''
    const details = [event.id, `${timeOf(event.created)} · ${about}`]
    if (delivery && delivery.attempts > 0) {
      const next = timeOf(delivery.nextAt / 1000)
      details.push(`${delivery.refusal ?? 'put off'}; try ${delivery.attempts + 1} at ${next}`)
    }
    const status = delivery ? state('on its way', 'wait') : ''
    return row(event.type, details, status, button('resend', event.id, 'Send again'))
  })
  return section('Events', tables.events.size, rows, 'Nothing has happened yet.')
}

import { makePaidOrder, newTracking, ship, shipmentsOf } from '../after-sale.ts'
import { sql, startPayment, type TestSale, uuid } from '../fixtures.ts'
import { type Deed, type On, outcome, shown } from './deed.ts'

/** A payment whose time was up long ago and of which nothing was heard; answers its order. */
export async function silentPayment(sale: TestSale): Promise<string> {
  const { order } = await startPayment(sale)
  await sql`update orders set pay_expires_at = now() - interval '1 hour' where id = ${order.order_id}`
  return order.order_id
}

/** Something done to a paid order. */
function ofOrder(
  action: Deed['action'],
  does: string,
  allowed: string,
  ask: (on: On, order: Awaited<ReturnType<typeof makePaidOrder>>) => Parameters<typeof outcome>[0],
): Deed {
  return {
    action,
    does,
    allowed,
    async make(sale) {
      const order = await makePaidOrder(1, {}, sale)
      return (on) => outcome(ask(on, order))
    },
  }
}

async function makeShipment(sale: TestSale): Promise<string> {
  const { orderId } = await makePaidOrder(1, {}, sale)
  await ship(orderId)
  return (await shipmentsOf(orderId))[0]?.id ?? ''
}

/** A thread of help in which somebody waits; answers its order. */
async function makeThread(sale: TestSale): Promise<string> {
  const { orderId } = await makePaidOrder(1, {}, sale)
  await sql`select add_help_message(${orderId}, ${sale.merchantId}, 'shopper', ${uuid()}, 'Hello', ${uuid()}, 9)`
  await sql`update help_threads set status = 'waiting', waiting_since = now() where order_id = ${orderId}`
  return orderId
}

/** What is done to orders, their parcels, their money and who asks about them. */
export const orderDeeds: readonly Deed[] = [
  ofOrder(
    'ship',
    'ship_order',
    'shipped',
    (on, { orderId }) =>
      on`select ship_order(${orderId}, 'DHL', ${newTracking()}, null, null, ${uuid()}) as outcome`,
  ),
  ofOrder('ship', 'ship_orders', 'shipped', (on, { orderId, sale }) => {
    const row = {
      row: 1,
      order_id: orderId,
      carrier: 'DHL',
      tracking_number: newTracking(),
      request_id: uuid(),
    }
    return on`select outcome from ship_orders(${sale.merchantId}, ${on.json([row])})`
  }),
  {
    action: 'ship',
    does: 'mark_delivered',
    allowed: 'delivered',
    async make(sale) {
      const shipment = await makeShipment(sale)
      return (on) => outcome(on`select mark_delivered(${shipment}, ${uuid()}) as outcome`)
    },
  },
  {
    action: 'ship',
    does: 'record_return',
    allowed: 'returned',
    async make(sale) {
      const shipment = await makeShipment(sale)
      return (on) =>
        outcome(on`select record_return(${shipment}, null, false, false, 'Refused.', ${uuid()}) as outcome`)
    },
  },
  ofOrder(
    'refund',
    'cancel_paid_order',
    'cancelled',
    (on, { orderId }) => on`select cancel_paid_order(${orderId}, 'lost', ${uuid()}) as outcome`,
  ),
  ofOrder('refund', 'refund_paid_order', 'refund_asked', (on, { orderId, claimId }) => {
    const lines = on.json([{ claim_id: claimId, quantity: 0, amount_cents: 100 }])
    return on`select refund_paid_order(${orderId}, ${lines}, 0, false, 'a scratch', ${uuid()}) as outcome`
  }),
  ofOrder(
    'answer_help',
    'answer_help',
    'sent',
    (on, { orderId }) => on`select outcome from answer_help(${orderId}, 'Hello', ${uuid()}, 0)`,
  ),
  {
    action: 'answer_help',
    does: 'close_thread',
    allowed: 'closed',
    async make(sale) {
      const orderId = await makeThread(sale)
      return (on) => outcome(on`select close_thread(${orderId}, 1000000000) as outcome`)
    },
  },
  {
    action: 'answer_help',
    does: 'mark_read',
    allowed: 'read',
    async make(sale) {
      const orderId = await makeThread(sale)
      return (on) => outcome(on`select mark_read(${orderId}, 'merchant', 1) as outcome`)
    },
  },
  {
    action: 'answer_help',
    does: 'list_help',
    allowed: 'shown',
    async make(sale) {
      await makeThread(sale)
      return (on) => shown(on`select 1 from list_help(p_merchant_id => ${sale.merchantId})`)
    },
  },
  {
    action: 'answer_help',
    does: 'unanswered_help',
    allowed: 'shown',
    async make(sale) {
      await makeThread(sale)
      return (on) => shown(on`select 1 where unanswered_help(${sale.merchantId}) > 0`)
    },
  },
  {
    action: 'edit_answers',
    does: 'save_canned_answer',
    allowed: 'saved',
    async make({ merchantId }) {
      return (on) =>
        outcome(on`select save_canned_answer(${uuid()}, ${merchantId}, 'Hello', 'Hello') as outcome`)
    },
  },
  {
    action: 'edit_answers',
    does: 'remove_canned_answer',
    allowed: 'removed',
    async make({ merchantId }) {
      const id = uuid()
      await sql`select save_canned_answer(${id}, ${merchantId}, 'Hello', 'Hello')`
      return (on) => outcome(on`select remove_canned_answer(${id}) as outcome`)
    },
  },
  {
    action: 'repair_money',
    does: 'repair_gap',
    allowed: 'queued',
    async make(sale) {
      const orderId = await silentPayment(sale)
      const [row] =
        await sql`select gap from ledger_gaps('5 minutes', ${sale.merchantId}) where order_id = ${orderId}`
      return (on) => outcome(on`select repair_gap(${orderId}, ${row?.gap ?? ''}) as outcome`)
    },
  },
  {
    action: 'repair_money',
    does: 'retry_outbox',
    allowed: 'queued',
    async make(sale) {
      const { orderId } = await makePaidOrder(1, {}, sale)
      const [work] = await sql`
        update outbox set parked_at = now(), attempts = 10, last_error = 'No.'
        where id = (select min(id) from outbox where payload ->> 'order_id' = ${orderId}) returning id`
      return (on) => outcome(on`select retry_outbox(${work?.id}) as outcome`)
    },
  },
]

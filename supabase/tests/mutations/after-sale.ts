import type { Mutation } from './mutation.ts'

const shipments = '20261122090950_shipments.sql'
const refunds = '20261122090960_refunds.sql'
const orders = '20261122090900_orders.sql'
const ship = '20261124120000_ship_orders.sql'
const deliver = '20261124120050_deliver_orders.sql'
const restock = '20261124120100_restock_orders.sql'
const refund = '20261124120200_refund_orders.sql'
const hear = '20261124120300_hear_of_refunds.sql'
const unsettle = '20261122091300_unsettle_order.sql'

export const afterSale: Mutation[] = [
  {
    of: 'ship_order',
    broken: 'more of a line may leave than is left of it',
    file: ship,
    from: 'where w.quantity <= l.quantity - l.shipped - l.not_sent is not true',
    to: 'where false',
    tests: ['shipping'],
  },
  {
    of: 'orders',
    broken: 'no constraint that a line is not shipped twice',
    file: orders,
    from: 'check (shipped + not_sent <= quantity)',
    to: 'check (true)',
    tests: ['shipping'],
  },
  {
    of: 'orders',
    broken: 'no constraint that shipped means all of it',
    file: orders,
    from: "check (status not in ('shipped', 'delivered') or to_ship = 0)",
    to: 'check (true)',
    tests: ['shipping'],
  },
  {
    of: 'begin_order_move',
    broken: 'a packer may refund',
    file: shipments,
    from: "else 'refund' end",
    to: "else 'ship' end",
    tests: ['returns'],
  },
  {
    of: 'begin_order_move',
    broken: 'the same request moves twice',
    file: shipments,
    from: 'where m.order_id = p_order_id and m.request_id = p_request_id) then',
    to: 'where false) then',
    tests: ['shipping', 'refunds'],
  },
  {
    of: 'begin_order_move',
    broken: 'the order is not locked',
    file: shipments,
    from: 'perform 1 from public.orders o where o.id = p_order_id for update;',
    to: 'perform 1 from public.orders o where o.id = p_order_id;',
    tests: ['shipping', 'refunds'],
  },
  {
    of: 'ship_orders',
    broken: 'a row that fails takes the others with it',
    file: ship,
    from: 'exception when others then',
    to: 'exception when division_by_zero then',
    tests: ['shipping'],
  },
  {
    of: 'move_shipment',
    broken: 'a delivered parcel is on its way again',
    file: deliver,
    from: "(s.state, p_state) in (('in_transit', 'delivered'), ('in_transit', 'returned'), ('delivered', 'returned'))",
    to: 's.state <> p_state',
    tests: ['deliveries'],
  },
  {
    of: 'record_carrier_update',
    broken: 'an event has its effect twice',
    file: deliver,
    from: "elsif not public.record_event('shipping:' || p_event_id, 'shipment.' || p_state) then",
    to: 'elsif false then',
    tests: ['deliveries'],
  },
  {
    of: 'refund_paid_order',
    broken: 'more goes back than is left of the charge',
    file: refund,
    from: 'elsif v_amount > v_left or public.is_refund_due(p_order_id) then',
    to: 'elsif public.is_refund_due(p_order_id) then',
    tests: ['refunds'],
  },
  {
    of: 'refund_paid_order',
    broken: 'a payment that came too late is refunded twice',
    file: refund,
    from: 'elsif v_amount > v_left or public.is_refund_due(p_order_id) then',
    to: 'elsif v_amount > v_left then',
    tests: ['refunds'],
  },
  {
    of: 'refunds',
    broken: 'no trigger that holds refunds to the charge',
    file: refunds,
    from: 'and public.refundable_cents(new.order_id) < 0 then',
    to: 'and false then',
    tests: ['refunds'],
  },
  {
    of: 'refundable_cents',
    broken: 'what has been asked for already is not counted',
    file: refunds,
    from: "where r.order_id = p_order_id and r.status = 'pending'), 0)",
    to: 'where false), 0)',
    tests: ['refunds'],
  },
  {
    of: 'settle_refund',
    broken: 'our own refund is not known again',
    file: hear,
    from: 'where r.id = p_own_refund_id and r.order_id',
    to: 'where false and r.order_id',
    tests: ['refunds'],
  },
  {
    of: 'refund_order',
    broken: 'a refund at Stripe leaves the units sold',
    file: unsettle,
    from: "perform public.keep_units_here(v_order.id, null, null, true, 'refunded at Stripe');",
    to: '',
    tests: ['refunds'],
  },
  {
    of: 'keep_units_here',
    broken: 'units that have left are put back into the stock too',
    file: restock,
    from: 'select array_agg(l.claim_id), array_agg(l.quantity - l.shipped - l.not_sent) into',
    to: 'select array_agg(l.claim_id), array_agg(l.quantity - l.not_sent) into',
    tests: ['refunds', 'returns'],
  },
  {
    of: 'put_units_back',
    broken: 'the next in line is not asked',
    file: restock,
    from: 'perform public.offer_to_line(v_item_ids);',
    to: '',
    tests: ['refunds'],
  },
  {
    of: 'put_units_back',
    broken: 'the units are not taken off what is sold',
    file: restock,
    from: 'sold = i.sold - t.units',
    to: 'sold = i.sold, stock = i.stock + t.units',
    tests: ['refunds'],
  },
  {
    of: 'record_return',
    broken: 'a parcel comes back twice',
    file: refund,
    from: 'where l.shipment_id = p_shipment_id and l.quantity > l.returned;',
    to: 'where l.shipment_id = p_shipment_id;',
    tests: ['returns'],
  },
]

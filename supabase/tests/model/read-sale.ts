import { sql } from '../fixtures.ts'

export type SaleRows = {
  status: string
  items: {
    id: string
    stock: number
    free: number
    held: number
    sold: number
    withdrawn: number
    waiting: number
    positions: number
    places: number
  }[]
  claims: {
    id: string
    item: string
    shopper: string
    position: number
    quantity: number
    status: string
    order: string | null
    isOver: boolean
    hasLapsed: boolean
  }[]
  waits: {
    id: string
    item: string
    shopper: string
    place: number
    quantity: number
    status: string
    claim: string | null
  }[]
  orders: {
    id: string
    shopper: string
    status: string
    attempt: number
    intent: string | null
    lines: string[]
    totalCents: number
    chargedCents: number
    refundedCents: number
  }[]
  attempts: { order: string; attempt: number }[]
  outbox: string[]
  audit: unknown[]
  gaps: { order: string | null; gap: string }[]
}

/** Everything of one sale in one statement, hence at one moment. */
export async function readSale(saleId: string): Promise<SaleRows> {
  const [row] = await sql<{ rows: SaleRows }[]>`
    with own as materialized (select * from orders where sale_id = ${saleId})
    select jsonb_build_object(
      'status', (select status from sales where id = ${saleId}),
      'items', (
        select jsonb_agg(jsonb_build_object('id', id, 'stock', stock, 'free', free, 'held', held, 'sold', sold,
          'withdrawn', withdrawn, 'waiting', waiting, 'positions', next_position - 1, 'places', next_place - 1) order by id)
        from sale_items where sale_id = ${saleId}
      ),
      'claims', (
        select coalesce(jsonb_agg(jsonb_build_object('id', id, 'item', item_id, 'shopper', shopper_id, 'position', position,
          'quantity', quantity, 'status', status, 'order', order_id, 'hasLapsed', lapsed_at is not null,
          'isOver', status = 'held' and expires_at <= clock_timestamp())), '[]')
        from claims where item_id in (select id from sale_items where sale_id = ${saleId})
      ),
      'waits', (
        select coalesce(jsonb_agg(jsonb_build_object('id', id, 'item', item_id, 'shopper', shopper_id, 'place', place,
          'quantity', quantity, 'status', status, 'claim', claim_id)), '[]')
        from waits where sale_id = ${saleId}
      ),
      'orders', (
        select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'shopper', o.shopper_id, 'status', o.status, 'attempt', o.attempt,
          'intent', o.payment_intent_id, 'totalCents', o.total_cents,
          'lines', (select coalesce(jsonb_agg(l.claim_id), '[]') from order_lines l where l.order_id = o.id),
          'chargedCents', (select coalesce(sum(amount_cents), 0) from money_entries where order_id = o.id and kind = 'charged'),
          'refundedCents', (select coalesce(sum(amount_cents), 0) from money_entries where order_id = o.id and kind = 'refunded')
        ) order by o.created_at), '[]')
        from own o
      ),
      'attempts', (
        select coalesce(jsonb_agg(jsonb_build_object('order', order_id, 'attempt', attempt)), '[]')
        from payment_attempts where order_id in (select id from own)
      ),
      'outbox', (
        select coalesce(jsonb_agg(dedupe_key), '[]') from outbox
        where payload ->> 'order_id' in (select id::text from own)
          or payload ->> 'wait_id' in (select id::text from waits where sale_id = ${saleId})
      ),
      'audit', (select coalesce(jsonb_agg(a), '[]') from audit_stock(${saleId}) a),
      'gaps', (
        select coalesce(jsonb_agg(jsonb_build_object('order', g.order_id, 'gap', g.gap)), '[]') from ledger_gaps() g
        where g.order_id is null or g.order_id in (select id from own)
      )
    ) as rows`
  if (!row) throw new Error('The sale could not be read.')
  return row.rows
}

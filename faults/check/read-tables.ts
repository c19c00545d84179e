import type { ISql, Sql } from 'postgres'
import type { ClaimRow, ItemRow, MovementRow, MoveRow, OrderRow, SaleRow, Tables, WaitRow } from './tables.ts'

const CLOCK_SAMPLES = 15

/** Reads everything about one sale in one snapshot, and how far the database's clock is from ours. */
export async function readTables(sql: Sql, saleId: string): Promise<Tables> {
  const clockOffsetMs = await measureClock(sql)
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const sales = await tx<SaleRow[]>`
      select id, status, ${ms(tx, 'opens_at')} as "opensAtMs", ${ms(tx, 'closes_at')} as "closesAtMs"
      from sales where id = ${saleId}`
    const items = await tx<ItemRow[]>`
      select id, sale_id as "saleId", limit_per_shopper as "limit", stock, free, held, sold, withdrawn
      from sale_items where sale_id = ${saleId}`
    const claims = await tx<ClaimRow[]>`
      select id, request_id as "requestId", shopper_id as "shopperId", sale_id as "saleId", item_id as "itemId",
        quantity, status, "position"::float8 as position, order_id as "orderId", ${ms(tx, 'created_at')} as "createdAtMs"
      from claims where sale_id = ${saleId}`
    const movements = await tx<MovementRow[]>`
      select item_id as "itemId", claim_id as "claimId", kind, quantity, cause, ${ms(tx, 'at')} as "atMs", xmin::text as commit
      from stock_movements where sale_id = ${saleId} order by id`
    const orders = await tx<OrderRow[]>`
      select o.id, o.shopper_id as "shopperId", o.status, o.total_cents::float8 as "totalCents",
        (select coalesce(sum(m.amount_cents), 0)::float8 from money_entries m
          where m.order_id = o.id and m.kind = 'charged') as "chargedCents",
        (select coalesce(sum(m.amount_cents), 0)::float8 from money_entries m
          where m.order_id = o.id and m.kind = 'refunded') as "refundedCents",
        to_jsonb(array(select l.claim_id from order_lines l where l.order_id = o.id)) as "claimIds"
      from orders o where o.sale_id = ${saleId}`
    return {
      clockOffsetMs,
      sales,
      items,
      claims,
      movements,
      orders,
      waits: await readWaits(tx, saleId),
      moves: await tx<MoveRow[]>`
        select sale_id as "saleId", request_id as "requestId", move, ${ms(tx, 'at')} as "atMs", xmin::text as commit
        from merchant_moves where sale_id = ${saleId} order by id`,
      audits: await readAudits(tx, saleId),
    }
  }) as Promise<Tables>
}

/** Milliseconds since 1970 of a column, to the microsecond. */
function ms(sql: ISql, column: string) {
  return sql`(extract(epoch from ${sql(column)}) * 1000)::float8`
}

async function readWaits(tx: ISql, saleId: string): Promise<WaitRow[]> {
  return tx<WaitRow[]>`
    select id, request_id as "requestId", item_id as "itemId", shopper_id as "shopperId", quantity, place::float8 as place, status,
      claim_id as "claimId", ${ms(tx, 'created_at')} as "createdAtMs", ${ms(tx, 'offered_at')} as "offeredAtMs",
      ${ms(tx, 'ended_at')} as "endedAtMs"
    from waits where sale_id = ${saleId}`
}

async function readAudits(tx: ISql, saleId: string): Promise<string[]> {
  const rows = await tx<{ row: unknown }[]>`
    select to_jsonb(a) as row from audit_stock(${saleId}) a
    union all
    select to_jsonb(g) from ledger_gaps() g
    where g.order_id is null or g.order_id in (select o.id from orders o where o.sale_id = ${saleId})`
  return rows.map(({ row }) => JSON.stringify(row))
}

/** The offset of the round trip that took least: the error is at most half of it. */
async function measureClock(sql: Sql): Promise<number> {
  let best = { roundTripMs: Infinity, offsetMs: 0 }
  for (let sample = 0; sample < CLOCK_SAMPLES; sample += 1) {
    const sentAtMs = performance.now()
    const [row] = await sql<
      { now: number }[]
    >`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`
    const roundTripMs = performance.now() - sentAtMs
    if (row && roundTripMs < best.roundTripMs)
      best = { roundTripMs, offsetMs: row.now - (sentAtMs + roundTripMs / 2) }
  }
  return best.offsetMs
}

import type { Sql } from 'postgres'

export type Wanted = { itemId: string; quantity: number; requestId: string }
export type Outcome =
  | { outcome: 'claimed' | 'repeated'; id: string; position: number; expiresAt: Date }
  | { outcome: 'unknown_item' | 'not_open' | 'closed' | 'limit_reached' | 'sold_out' }

/** The tutorial way: lock the row, look, write, commit; correct, and one transaction for each claim. */
export function claimOne(sql: Sql, shopperId: string, wanted: Wanted): Promise<Outcome> {
  const { itemId, quantity, requestId } = wanted
  return sql.begin(async (tx): Promise<Outcome> => {
    const [item] = await tx`
      select free, limit_per_shopper, next_position, opens_at <= now() as is_open, closes_at <= now() as is_over
      from tutorial.items where id = ${itemId} for update`
    if (!item) return { outcome: 'unknown_item' }
    const [known] = await tx`
      select id, position, expires_at from tutorial.claims
      where shopper_id = ${shopperId} and request_id = ${requestId}`
    if (known)
      return {
        outcome: 'repeated',
        id: known.id,
        position: Number(known.position),
        expiresAt: known.expires_at,
      }
    if (!item.is_open) return { outcome: 'not_open' }
    if (item.is_over) return { outcome: 'closed' }
    const [held] = await tx`
      select coalesce(sum(quantity), 0)::int as units from tutorial.claims
      where shopper_id = ${shopperId} and item_id = ${itemId}`
    if (held?.units + quantity > item.limit_per_shopper) return { outcome: 'limit_reached' }
    if (item.free < quantity) return { outcome: 'sold_out' }
    const [claim] = await tx`
      insert into tutorial.claims (request_id, item_id, shopper_id, quantity, position, expires_at)
      values (${requestId}, ${itemId}, ${shopperId}, ${quantity}, ${item.next_position}, now() + interval '1 hour')
      returning id, position, expires_at`
    await tx`
      insert into tutorial.movements (item_id, claim_id, kind, quantity)
      values (${itemId}, ${claim?.id}, 'claimed', ${quantity})`
    await tx`
      update tutorial.items set free = free - ${quantity}, held = held + ${quantity}, next_position = next_position + 1
      where id = ${itemId}`
    return {
      outcome: 'claimed',
      id: claim?.id,
      position: Number(claim?.position),
      expiresAt: claim?.expires_at,
    }
  })
}

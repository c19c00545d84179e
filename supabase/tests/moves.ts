import { sql, type TestSale, uuid } from './fixtures.ts'

export const moves = ['pause', 'resume', 'extend', 'close', 'cancel', 'withdraw', 'restock'] as const
export type Move = (typeof moves)[number]
export type MoveOptions = {
  request?: string | null
  reason?: string | null
  quantity?: number | null
  /** Of extend: seconds from now. */
  closesIn?: number
  /** Where the call is made; a connection of its own unless told otherwise. */
  on?: typeof sql
}

/** One move on a sale or, for withdraw and restock, on its item; answers the outcome. */
export async function moveSale(move: Move, sale: TestSale, options: MoveOptions = {}): Promise<string> {
  const on = options.on ?? sql
  const request = options.request === undefined ? uuid() : options.request
  const reason = options.reason === undefined ? 'because' : options.reason
  const units = options.quantity === undefined ? 1 : options.quantity
  const isOfItem = move === 'withdraw' || move === 'restock'
  const name = move === 'withdraw' ? 'withdraw_stock' : move === 'restock' ? 'restock' : `${move}_sale`
  const between = isOfItem
    ? on`${units}::int,`
    : move === 'extend'
      ? on`clock_timestamp() + ${options.closesIn ?? 7200} * interval '1 second',`
      : on``
  const [row] = await on`
    select ${on(name)}(${isOfItem ? sale.itemId : sale.saleId}, ${between} ${reason}, ${request}) as outcome`
  return row?.outcome
}

/** What is written down about a sale. */
export const logOf = (sale: TestSale) =>
  sql`select move, quantity, reason, moved_by, item_id, detail from merchant_moves where sale_id = ${sale.saleId} order by id`

/**
 * Runs `ask` as a role of the API with the session of `user`, which has shown a second factor `shownSecondsAgo` unless told otherwise, and commits; 'refused'
 * when it may not call that at all.
 */
export async function asRole(
  role: 'anon' | 'authenticated' | 'service_role',
  user: string | null,
  ask: (on: typeof sql) => Promise<string>,
  aal: 'aal1' | 'aal2' = 'aal2',
  shownSecondsAgo = 0,
): Promise<string> {
  try {
    return await sql.begin(async (tx) => {
      const shown = { method: 'totp', timestamp: Math.floor(Date.now() / 1000) - shownSecondsAgo }
      const amr = aal === 'aal2' ? [shown] : []
      const claims = JSON.stringify(user ? { sub: user, role, aal, amr } : { role })
      await tx`select set_config('request.jwt.claims', ${claims}, true), set_config('role', ${role}, true)`
      return ask(tx as unknown as typeof sql)
    })
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 'refused'
    throw error
  }
}

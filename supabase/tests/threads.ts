import { makeSale, settle, sql, startPayment, type TestSale, uuid } from './fixtures.ts'

export type TestOrder = { orderId: string; shopper: string; member: string; sale: TestSale }

/** A paid order, its shopper, and somebody who works for its merchant. */
export async function makeOrder(role = 'packer'): Promise<TestOrder> {
  const sale = await makeSale()
  const { shopper, order, intent, total } = await startPayment(sale)
  await settle(intent, total)
  const member = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${member}, ${role})`
  return { orderId: order.order_id, shopper, member, sale }
}

/** Runs one statement with the session of `user` (or of nobody), as the API does, and commits. */
export async function as<Row>(
  user: string | null,
  ask: (on: typeof sql) => PromiseLike<Iterable<unknown>>,
): Promise<Row[]> {
  return sql.begin(async (tx) => {
    const role = user === null ? 'anon' : 'authenticated'
    const claims = JSON.stringify(user === null ? { role } : { sub: user, role })
    await tx`select set_config('request.jwt.claims', ${claims}, true), set_config('role', ${role}, true)`
    return [...(await ask(tx as unknown as typeof sql))] as Row[]
  }) as Promise<Row[]>
}

export type Written = { outcome: string; message_id: string | null }

async function one<Row>(rows: Promise<Row[]>): Promise<Row> {
  const [row] = await rows
  if (!row) throw new Error('Nothing was answered.')
  return row
}

type Words = { body?: string | null; request?: string | null }

export const ask = (
  user: string | null,
  orderId: string,
  { body = 'Where is it?', request = uuid() }: Words = {},
) => one(as<Written>(user, (on) => on`select * from ask_for_help(${orderId}, ${body}, ${request})`))

export const answer = (
  user: string | null,
  orderId: string,
  { body = 'On its way.', request = uuid(), seenTo = null }: Words & { seenTo?: string | null } = {},
) => one(as<Written>(user, (on) => on`select * from answer_help(${orderId}, ${body}, ${request}, ${seenTo})`))

export const close = async (user: string | null, orderId: string, seenTo: string | null) =>
  (
    await one(
      as<{ outcome: string }>(user, (on) => on`select close_thread(${orderId}, ${seenTo}) as outcome`),
    )
  ).outcome

export const markRead = async (
  user: string | null,
  orderId: string,
  side: string | null,
  to: string | null,
) =>
  (
    await one(
      as<{ outcome: string }>(user, (on) => on`select mark_read(${orderId}, ${side}, ${to}) as outcome`),
    )
  ).outcome

export async function getThread(orderId: string) {
  const [thread] = await sql`select * from help_threads where order_id = ${orderId}`
  return thread
}

export type Mail = { id: string; payload: Record<string, unknown>; waits: boolean }

/** The help mails in the outbox for an order, oldest first; `waits` while it is not due. */
export const mailsOf = (orderId: string) =>
  sql<Mail[]>`select id, payload, run_after > clock_timestamp() as waits from outbox
    where kind = 'help_mail' and payload ->> 'order_id' = ${orderId} order by id`

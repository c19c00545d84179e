import 'server-only'
import { z } from 'zod'
import { ORDER_COLUMNS, type Order, readOrder } from '#lib/orders/order.ts'
import { createMerchantSupabase, createServerSupabase } from '#lib/supabase/server.ts'
import { MESSAGE_COLUMNS, MESSAGES_MAX, readThread, THREAD_COLUMNS } from './thread.ts'
import type { Thread } from './thread-view.ts'

type Supabase = Awaited<ReturnType<typeof createServerSupabase>>

/** What the shopper's page of a thread needs besides the thread. */
export type MyThread = { thread: Thread; orderNumber: string; merchantName: string; supportEmail: string }

/** The thread of one's own order, by the request's session; null for everybody else, also for the merchant's people. */
export async function getMyThread(orderId: string): Promise<MyThread | null> {
  if (!z.uuid().safeParse(orderId).success) return null
  const supabase = await createServerSupabase()
  const { data: session } = await supabase.auth.getClaims()
  if (!session) return null
  const { data, error } = await supabase
    .from('orders')
    .select('number, merchants!orders_merchant_id_fkey(name, support_email)')
    .eq('id', orderId)
    .eq('shopper_id', session.claims.sub)
    .maybeSingle()
  if (error) throw new Error(`Order ${orderId} could not be read: ${error.message}`)
  if (data === null) return null
  return {
    thread: await requireThread(supabase, orderId),
    orderNumber: data.number,
    merchantName: data.merchants.name,
    supportEmail: data.merchants.support_email,
  }
}

export type MerchantThread = { thread: Thread; order: Order; merchantId: string }

/** The thread of an order of a merchant the signed-in person works for, with the order; null for everybody else. */
export async function getMerchantThread(orderId: string): Promise<MerchantThread | null> {
  if (!z.uuid().safeParse(orderId).success) return null
  const supabase = await createMerchantSupabase()
  const { data: members, error: membersError } = await supabase.from('merchant_members').select('merchant_id')
  if (membersError) throw new Error(`The memberships could not be read: ${membersError.message}`)
  const { data, error } = await supabase
    .from('orders')
    .select(`merchant_id, ${ORDER_COLUMNS}`)
    .eq('id', orderId)
    .in(
      'merchant_id',
      members.map((member) => member.merchant_id),
    )
    .maybeSingle()
  if (error) throw new Error(`Order ${orderId} could not be read: ${error.message}`)
  if (data === null) return null
  const thread = await requireThread(supabase, orderId)
  return { thread, order: readOrder(data), merchantId: data.merchant_id }
}

/** Row level security has been asked for the order already; a thread without messages is an empty one. */
async function requireThread(supabase: Supabase, orderId: string): Promise<Thread> {
  const [thread, messages] = await Promise.all([
    supabase.from('help_threads').select(THREAD_COLUMNS).eq('order_id', orderId).maybeSingle(),
    supabase
      .from('help_messages')
      .select(MESSAGE_COLUMNS)
      .eq('order_id', orderId)
      .order('id', { ascending: false })
      .limit(MESSAGES_MAX + 1),
  ])
  const error = thread.error ?? messages.error
  if (error) throw new Error(`The thread of order ${orderId} could not be read: ${error.message}`)
  return readThread(orderId, thread.data, messages.data)
}

/** How many threads of the merchant wait for an answer; none of one the signed-in person does not work for. */
export async function countUnanswered(merchantId: string): Promise<number> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.rpc('unanswered_help', { p_merchant_id: merchantId })
  if (error) throw new Error(`The unanswered threads could not be counted: ${error.message}`)
  return z.number().int().parse(data)
}

export const PAGE_ROWS = 25

const rowsShape = z.array(
  z.object({
    order_id: z.string(),
    order_number: z.string(),
    shopper_name: z.string(),
    shopper_email: z.string(),
    merchant_name: z.string(),
    status: z.enum(['waiting', 'answered', 'closed']),
    waiting_since: z.coerce.date().nullable(),
    last_message_at: z.coerce.date(),
    last_author: z.enum(['shopper', 'merchant']),
    last_words: z.string(),
    unread: z.number(),
    total: z.number(),
  }),
)

/** One thread of the list; instants are milliseconds since 1970. */
export type ThreadRow = {
  orderId: string
  orderNumber: string
  shopperName: string
  shopperEmail: string
  status: 'waiting' | 'answered' | 'closed'
  atMs: number
  lastAuthor: 'shopper' | 'merchant'
  lastWords: string
  unread: number
}

/** One page (from 1) of the merchant's threads whose order number, e-mail or name has `search` in it; unanswered first. */
export async function listThreads(
  merchantId: string,
  search: string,
  page: number,
): Promise<{ threads: ThreadRow[]; total: number }> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.rpc('list_help', {
    p_merchant_id: merchantId,
    p_search: search,
    p_offset: (page - 1) * PAGE_ROWS,
    p_limit: PAGE_ROWS,
  })
  if (error) throw new Error(`The threads could not be read: ${error.message}`)
  const rows = rowsShape.parse(data)
  return {
    total: rows[0]?.total ?? 0,
    threads: rows.map((row) => ({
      orderId: row.order_id,
      orderNumber: row.order_number,
      shopperName: row.shopper_name,
      shopperEmail: row.shopper_email,
      status: row.status,
      atMs: (row.waiting_since ?? row.last_message_at).getTime(),
      lastAuthor: row.last_author,
      lastWords: row.last_words,
      unread: row.unread,
    })),
  }
}

export type CannedAnswer = { id: string; title: string; body: string }

/** A merchant's canned answers by title, at most a hundred. */
export async function listCannedAnswers(merchantId: string): Promise<CannedAnswer[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('canned_answers')
    .select('id, title, body')
    .eq('merchant_id', merchantId)
    .order('title')
    .limit(100)
  if (error) throw new Error(`The canned answers could not be read: ${error.message}`)
  return data
}

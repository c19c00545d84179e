import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { type Balance, balancesFrom } from './balance.ts'

/** An order in which money and stock disagree. `repair` is what its button does; null when only a person can know. */
export type Gap = {
  orderId: string
  number: string
  merchantId: string
  totalCents: number
  currency: string
  gap: string
  detail: string
  repair: 'look_up' | 'refund' | 'capture' | null
}

/** Work that was given up after ten tries. */
export type ParkedWork = {
  id: number
  kind: string
  orderId: string | null
  attempts: number
  lastError: string | null
  parkedAt: string
}

/** A dispute or an early fraud warning, as it stands now. */
export type Flag = {
  stripeId: string
  orderId: string
  kind: 'dispute' | 'fraud_warning'
  state: string
  reason: string
  amountCents: number | null
  at: string
  isClosed: boolean
}

export type MoneyDesk = { balances: Balance[]; gaps: Gap[]; parked: ParkedWork[]; flags: Flag[] }

const LIST_MAX = 50

const gapShape = z.object({
  order_id: z.string(),
  number: z.string(),
  merchant_id: z.string(),
  total_cents: z.coerce.number(),
  currency: z.string(),
  gap: z.string(),
  detail: z.string(),
  repair: z.enum(['look_up', 'refund', 'capture']).nullable(),
})

const workShape = z.object({
  id: z.coerce.number(),
  kind: z.string(),
  order_id: z.string().nullable(),
  attempts: z.number(),
  last_error: z.string().nullable(),
  parked_at: z.string(),
})

const flagShape = z.object({
  merchant_id: z.string(),
  stripe_id: z.string(),
  order_id: z.string(),
  kind: z.enum(['dispute', 'fraud_warning']),
  state: z.string(),
  reason: z.string(),
  amount_cents: z.coerce.number().nullable(),
  at: z.string(),
  is_closed: z.boolean(),
})

/** Everything about the merchant's money that is worth a look. Throws when the database does not answer. */
export async function getMoneyDesk(merchantId: string): Promise<MoneyDesk> {
  const supabase = await createMerchantSupabase()
  const [money, gaps, parked, flags] = await Promise.all([
    supabase.rpc('my_money'),
    supabase.rpc('my_ledger_gaps'),
    supabase
      .from('outbox')
      .select('id, kind, order_id, attempts, last_error, parked_at')
      .eq('merchant_id', merchantId)
      .not('parked_at', 'is', null)
      .order('parked_at', { ascending: false })
      .limit(LIST_MAX),
    supabase.rpc('order_flags_now'),
  ])
  const error = money.error ?? gaps.error ?? parked.error ?? flags.error
  if (error) throw new Error(`The money could not be read: ${error.message}`)
  const isTheirs = (one: { merchantId: string }) => one.merchantId === merchantId
  return {
    balances: balancesFrom(money.data).filter(isTheirs),
    gaps: z.array(gapShape).parse(gaps.data).map(readGap).filter(isTheirs),
    parked: z.array(workShape).parse(parked.data).map(readWork),
    flags: z
      .array(flagShape)
      .parse(flags.data)
      .filter((flag) => flag.merchant_id === merchantId)
      .map(readFlag)
      .toSorted(openFirst)
      .slice(0, LIST_MAX),
  }
}

function readGap(row: z.infer<typeof gapShape>): Gap {
  const { order_id: orderId, merchant_id: merchantId, total_cents: totalCents, ...rest } = row
  return { orderId, merchantId, totalCents, ...rest }
}

function readWork(row: z.infer<typeof workShape>): ParkedWork {
  const { id, kind, attempts } = row
  return {
    id,
    kind,
    attempts,
    orderId: row.order_id,
    lastError: row.last_error,
    parkedAt: new Date(row.parked_at).toISOString(),
  }
}

function readFlag(row: z.infer<typeof flagShape>): Flag {
  const { kind, state, reason } = row
  return {
    kind,
    state,
    reason,
    stripeId: row.stripe_id,
    orderId: row.order_id,
    amountCents: row.amount_cents,
    at: new Date(row.at).toISOString(),
    isClosed: row.is_closed,
  }
}

function openFirst(a: Flag, b: Flag): number {
  return Number(a.isClosed) - Number(b.isClosed) || b.at.localeCompare(a.at)
}

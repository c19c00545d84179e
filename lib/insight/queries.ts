import 'server-only'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { type Insight, insightFrom } from './insight.ts'

/** Newest first; more than these are found through their own page. */
const SALES_MAX = 100

export type SaleChoice = { slug: string; title: string; opensAt: string }

/** The sales of these merchants that have opened or are scheduled, the last first. Throws when the database does not answer. */
export async function listSaleChoices(merchantIds: readonly string[]): Promise<SaleChoice[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('sales')
    .select('slug, title, opens_at')
    .in('merchant_id', [...merchantIds])
    .neq('status', 'draft')
    .order('opens_at', { ascending: false })
    .limit(SALES_MAX)
  if (error) throw new Error(`The sales could not be read: ${error.message}`)
  return data.map(({ slug, title, opens_at: opensAt }) => ({ slug, title, opensAt }))
}

/** Insight into a sale of that merchant for who may see it there; null for everybody else. Throws when the database does not answer. */
export async function getInsight(slug: string, merchantId: string): Promise<Insight | null> {
  const supabase = await createMerchantSupabase()
  const sale = await supabase
    .from('sales')
    .select('id')
    .eq('slug', slug)
    .eq('merchant_id', merchantId)
    .maybeSingle()
  if (sale.error) throw new Error(`The sale could not be read: ${sale.error.message}`)
  if (!sale.data) return null
  const { data, error } = await supabase.rpc('insight', { p_sale_id: sale.data.id })
  if (error) throw new Error(`Insight could not be read: ${error.message}`)
  return data === null ? null : insightFrom(data)
}

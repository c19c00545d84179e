import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'

export type SaleDraft = { id: string; version: number; content: Record<string, unknown>; gaps: string[] }
export type DraftLine = { id: string; title: string; savedAtMs: number }

const DRAFTS_MAX = 100
const contentShape = z.record(z.string(), z.unknown())

/** Drafts that are not scheduled yet, the one saved last first. None for who does not build sales. */
export async function listSaleDrafts(merchantId: string): Promise<DraftLine[]> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('sale_drafts')
    .select('id, content, saved_at')
    .eq('merchant_id', merchantId)
    .is('sale_id', null)
    .order('saved_at', { ascending: false })
    .limit(DRAFTS_MAX)
  if (error) throw new Error(`The drafts could not be read: ${error.message}`)
  return data.map(({ id, content, saved_at }) => {
    const { title } = contentShape.parse(content)
    return { id, title: typeof title === 'string' ? title : '', savedAtMs: Date.parse(saved_at) }
  })
}

/** A draft of the merchant that is not scheduled yet with what it lacks; null where there is none. */
export async function getSaleDraft(merchantId: string, id: string): Promise<SaleDraft | null> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('sale_drafts')
    .select('id, version, content')
    .eq('merchant_id', merchantId)
    .eq('id', id)
    .is('sale_id', null)
    .maybeSingle()
  if (error) throw new Error(`The draft could not be read: ${error.message}`)
  if (!data) return null
  const { data: gaps, error: unchecked } = await supabase.rpc('check_sale_draft', { p_draft_id: id })
  if (unchecked) throw new Error(`The draft could not be checked: ${unchecked.message}`)
  return { id, version: data.version, content: contentShape.parse(data.content), gaps: gaps ?? [] }
}

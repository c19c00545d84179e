import 'server-only'
import { z } from 'zod'
import { createMerchantSupabase } from '#lib/supabase/server.ts'

const storeShape = z.object({
  version: z.number(),
  shipping_cents: z.number().nullable(),
  shipping_note: z.string(),
  returns_note: z.string(),
  tax_basis_points: z.number().nullable(),
  tax_name: z.string(),
  capture: z.enum(['automatic', 'at_shipping']),
  merchants: z.object({
    name: z.string(),
    story: z.string(),
    support_email: z.string(),
    logo_url: z.string().nullable(),
    currency: z.string(),
  }),
})
export type Store = z.output<typeof storeShape>

const STORE =
  'version, shipping_cents, shipping_note, returns_note, tax_basis_points, tax_name, capture, merchants(name, story, support_email, logo_url, currency)'

/** What a merchant has said of the store. Throws for who does not work there, or when the database does not answer. */
export async function getStore(merchantId: string): Promise<Store> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase
    .from('store_settings')
    .select(STORE)
    .eq('merchant_id', merchantId)
    .single()
  if (error) throw new Error(`The settings could not be read: ${error.message}`)
  return storeShape.parse(data)
}

/** What a new draft of a sale begins with: the keys of a draft's content. */
export async function getSaleDefaults(merchantId: string): Promise<Record<string, unknown>> {
  const store = await getStore(merchantId)
  return {
    shippingCents: store.shipping_cents,
    shippingNote: store.shipping_note,
    returnsNote: store.returns_note,
    taxBasisPoints: store.tax_basis_points,
    taxName: store.tax_name,
    capture: store.capture,
  }
}

const stepsShape = z.object({
  is_shown: z.boolean(),
  has_story: z.boolean(),
  has_terms: z.boolean(),
  has_product: z.boolean(),
  has_sale: z.boolean(),
  draft_id: z.uuid().nullable(),
  has_samples: z.boolean(),
  heard_at: z.coerce.date().nullable(),
})
export type StoreSteps = z.output<typeof stepsShape>

/** How far the store is set up; null for who may not change it. Throws when the database does not answer. */
export async function getStoreSteps(merchantId: string): Promise<StoreSteps | null> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.rpc('store_checklist', { p_merchant_id: merchantId })
  if (error) throw new Error(`The checklist could not be read: ${error.message}`)
  return data[0] ? stepsShape.parse(data[0]) : null
}

/** Whether a code has proved the address the signed-in person has now. */
export async function isAddressProved(email: string): Promise<boolean> {
  const supabase = await createMerchantSupabase()
  const { data, error } = await supabase.from('accounts').select('email').maybeSingle()
  if (error) throw new Error(`The account could not be read: ${error.message}`)
  return data?.email === email.toLowerCase()
}

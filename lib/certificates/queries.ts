import 'server-only'
import { createMerchantSupabase } from '#lib/supabase/server.ts'
import { type Certificate, certificateShape } from './certificate.ts'

/**
 * The certificate of a sale of that merchant as it is now, for somebody who sees its money; null for everybody else and for a
 * sale that is none. Throws when the database does not answer.
 */
export async function getCertificate(saleSlug: string, merchantId: string): Promise<Certificate | null> {
  const supabase = await createMerchantSupabase()
  const sale = await supabase
    .from('sales')
    .select('id')
    .eq('slug', saleSlug)
    .eq('merchant_id', merchantId)
    .maybeSingle()
  if (sale.error) throw new Error(`The sale ${saleSlug} could not be read: ${sale.error.message}`)
  if (!sale.data) return null
  const { data, error } = await supabase.rpc('sale_certificate', { p_sale_id: sale.data.id })
  if (error) throw new Error(`The certificate of ${saleSlug} could not be read: ${error.message}`)
  return data === null ? null : certificateShape.parse(data)
}

import 'server-only'
import { getPublicSupabase } from '#lib/supabase/public.ts'
import { saleCardFrom, saleFrom } from './sale-rows.ts'
import type { SaleCardView, SaleView } from './sale-view.ts'
import { getSnapshots } from './snapshot.ts'
import type { SaleSnapshot } from './watch-snapshot.ts'

const CURRENT_MAX = 48
const ENDED_MAX = 8

const ITEM_COLUMNS =
  'id, position, price_cents, was_price_cents, currency, limit_per_shopper, product_variants!inner(name, position, products!inner(id, name, description, tax_basis_points, product_pictures(url, alt, position)))' as const
const CARD_COLUMNS =
  `id, slug, title, tagline, category, hero_url, opens_at, closes_at, currency, merchants!sales_merchant_id_fkey!inner(name), sale_items(${ITEM_COLUMNS})` as const
const SALE_COLUMNS =
  `id, slug, title, tagline, category, hero_url, opens_at, closes_at, currency, story, tax_name, tax_basis_points, hold_seconds, capture, shipping_cents, shipping_note, returns_note, merchants!sales_merchant_id_fkey!inner(name, story, logo_url, support_email), sale_items(${ITEM_COLUMNS})` as const

/**
 * The sales on the home page: every one that is on or coming, soonest first, and the few that ended last. Throws when the database
 * does not answer. `nowMs` is the server's clock.
 */
export async function listSales(nowMs: number): Promise<SaleCardView[]> {
  const supabase = getPublicSupabase()
  const now = new Date(nowMs).toISOString()
  const [current, ended] = await Promise.all([
    supabase
      .from('sales')
      .select(CARD_COLUMNS)
      .in('status', ['scheduled', 'paused'])
      .gt('closes_at', now)
      .order('opens_at')
      .limit(CURRENT_MAX),
    supabase
      .from('sales')
      .select(CARD_COLUMNS)
      .in('status', ['scheduled', 'paused', 'closed'])
      .or(`closes_at.lte.${now},status.eq.closed`)
      .order('closes_at', { ascending: false })
      .limit(ENDED_MAX),
  ])
  if (current.error) throw new Error(`The sales could not be read: ${current.error.message}`)
  if (ended.error) throw new Error(`The ended sales could not be read: ${ended.error.message}`)
  const rows = [...current.data, ...ended.data]
  const snapshots = await Promise.all(rows.map((row) => readSnapshot(row.slug)))
  return rows.flatMap((row, index) => {
    const snapshot = snapshots[index]
    return snapshot ? [saleCardFrom(row, snapshot)] : []
  })
}

/** One announced sale with everything its page shows, or null. Throws when the database does not answer. */
export async function getSale(slug: string): Promise<SaleView | null> {
  const [{ data, error }, snapshot] = await Promise.all([
    getPublicSupabase().from('sales').select(SALE_COLUMNS).eq('slug', slug).maybeSingle(),
    readSnapshot(slug),
  ])
  if (error) throw new Error(`The sale could not be read: ${error.message}`)
  return data && snapshot ? saleFrom(data, snapshot) : null
}

/** The snapshot every phone gets, read in this process instead of over HTTP: one truth for the page and what keeps it fresh. */
async function readSnapshot(slug: string): Promise<SaleSnapshot | null> {
  const text = await getSnapshots().getSnapshot(slug)
  return text ? (JSON.parse(text.answer.body.toString()) as SaleSnapshot) : null
}

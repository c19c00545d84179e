import 'server-only'
import { BoundedMap } from '#lib/http/bounded-map.ts'
import { shared } from '#lib/http/shared.ts'
import { minorDigits } from '#lib/money/format-money.ts'
import type { Database } from '#lib/supabase/database.types.ts'
import { getPublicSupabase } from '#lib/supabase/public.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'
import { PER_PAGE } from './per-page.ts'
import type { SaleCardView } from './sale-view.ts'
import { parseStoredSnapshot, snapshotText } from './snapshot-text.ts'
import type { SaleSnapshot } from './watch-snapshot.ts'
import type { Wish } from './wish.ts'

/** Of each kind on the home page; all others are behind a link. A phone scrolls some twenty screens for that. */
const HOME_MAX = 12
const HOME_ENDED_MAX = 6

/** How long one answer of the database serves everybody who asks the same. */
const FRESH_MS = 1000
const ANSWERS_KEPT = 500

type Arguments = Database['public']['Functions']['search_sales']['Args']
type FoundRow = Omit<
  Database['public']['Functions']['search_sales']['Returns'][number],
  'picture_url' | 'picture_alt' | 'from_cents' | 'from_was_cents'
> & {
  picture_url: string | null
  picture_alt: string | null
  from_cents: number | null
  from_was_cents: number | null
}

/** A page of sales and how many there are on all pages. */
export type Found = { sales: readonly SaleCardView[]; total: number }
/** The categories of what is on or coming, the fullest first, and the currency most sales are in (null: there are none). */
export type Shelves = { categories: readonly string[]; currency: string | null }

/** What the home page shows: what is on (closing first), what comes (soonest first), and what ended last. */
export async function listHome(): Promise<{ live: Found; upcoming: Found; ended: Found }> {
  const [live, upcoming, ended] = await Promise.all([
    search({ p_phase: 'live', p_limit: HOME_MAX }),
    search({ p_phase: 'upcoming', p_limit: HOME_MAX }),
    search({ p_phase: 'ended', p_limit: HOME_ENDED_MAX }),
  ])
  return { live, upcoming, ended }
}

const PHASES = { open: 'live', soon: 'upcoming', closed: 'ended' } as const

/** One page of what fits a wish. Who asks for words also finds what has ended, last; every other wish is for what can be had. */
export async function searchSales(wish: Wish, currency: string | null): Promise<Found> {
  const asked: Arguments = {
    p_search: wish.query,
    ...(wish.category === null ? {} : { p_category: wish.category }),
    p_phase: wish.show ? PHASES[wish.show] : wish.query ? 'any' : 'current',
    ...(wish.upTo === null ? {} : { p_price_max_cents: minorUnits(wish.upTo, currency) }),
    p_sort: wish.sort,
    p_page: wish.page,
    p_limit: PER_PAGE,
  }
  return once(JSON.stringify(asked), () => search(asked))
}

export function listShelves(): Promise<Shelves> {
  return once('shelves', async () => {
    const { data, error } = await getPublicSupabase().rpc('sale_categories')
    if (error) throw new Error(`The categories could not be read: ${error.message}`)
    return {
      categories: data.map((row) => row.category).toSorted((a, b) => a.localeCompare(b)),
      currency: data[0]?.currency ?? null,
    }
  })
}

const INT_MAX = 2_147_483_647
const minorUnits = (whole: number, currency: string | null) =>
  Math.min(INT_MAX, whole * 10 ** minorDigits(currency ?? 'EUR'))

async function search(asked: Arguments): Promise<Found> {
  const { data, error } = await getPublicSupabase().rpc('search_sales', asked)
  if (error) throw new Error(`The sales could not be read: ${error.message}`)
  const nowMs = databaseNowMs()
  return { sales: data.map((row) => cardFrom(row, nowMs)), total: data[0]?.total ?? 0 }
}

function cardFrom(row: FoundRow, nowMs: number): SaleCardView {
  const stored = parseStoredSnapshot(row.snapshot)
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    tagline: row.tagline,
    category: row.category,
    merchantName: row.merchant_name,
    picture: row.picture_url ? { url: row.picture_url, alt: row.picture_alt ?? '' } : null,
    opensAtMs: Date.parse(row.opens_at),
    closesAtMs: Date.parse(row.closes_at),
    currency: row.currency,
    fromCents: row.from_cents,
    fromWasCents: row.from_was_cents,
    productNames: row.product_names,
    // The bytes a phone will be told next, so that the page and what keeps it fresh say the same.
    snapshot: JSON.parse(snapshotText(stored, nowMs).answer.body) as SaleSnapshot,
  }
}

type Answer = { promise: Promise<unknown>; askedAtMs: number }

/** One question to the database for all who ask the same within a second; what failed is asked again. */
function once<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const answers = shared('sale-searches', () => new BoundedMap<string, Answer>(ANSWERS_KEPT))
  const nowMs = performance.now()
  const known = answers.get(name)
  if (known && nowMs - known.askedAtMs < FRESH_MS) return known.promise as Promise<T>
  const promise = ask()
  answers.set(name, { promise, askedAtMs: nowMs })
  promise.catch(() => answers.delete(name))
  return promise
}

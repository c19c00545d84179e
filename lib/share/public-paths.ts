import 'server-only'
import { shared } from '#lib/http/shared.ts'
import { getPublicSupabase } from '#lib/supabase/public.ts'

/** The newest ones; the Data API gives no more at once, and older sales have been found long ago. */
const SALES_MAX = 1000
const FRESH_MS = 60_000

type Kept = { promise: Promise<string[]> | null; readAtMs: number }

/** The paths of all pages that are for everybody, without a language: home and the newest announced sales. Read once a minute. */
export function listPublicPaths(): Promise<string[]> {
  const kept = shared<Kept>('public-paths', () => ({ promise: null, readAtMs: 0 }))
  const nowMs = performance.now()
  if (kept.promise && nowMs - kept.readAtMs < FRESH_MS) return kept.promise
  const promise = readPaths()
  Object.assign(kept, { promise, readAtMs: nowMs })
  promise.catch(() => Object.assign(kept, { promise: null }))
  return promise
}

async function readPaths(): Promise<string[]> {
  const { data, error } = await getPublicSupabase()
    .from('sales')
    .select('slug')
    .in('status', ['scheduled', 'paused', 'closed'])
    .order('opens_at', { ascending: false })
    .limit(SALES_MAX)
  if (error) throw new Error(`The sales for the sitemap could not be read: ${error.message}`)
  return ['/', ...data.map((row) => `/sales/${row.slug}`)]
}

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type ApiAnswer, asciiJson, headerList } from '#lib/http/problems.ts'
import { phaseOf, type SalePhase } from '#lib/sales/phase.ts'

/** What the SQL function sale_snapshot() answers; `version` grows with every change a watcher can see. */
const storedSnapshot = z.object({
  sale: z.object({
    id: z.uuid(),
    slug: z.string(),
    opensAt: z.string(),
    closesAt: z.string(),
    status: z.enum(['draft', 'scheduled', 'paused', 'closed', 'cancelled']),
  }),
  items: z.array(
    z.object({
      id: z.uuid(),
      priceCents: z.number(),
      currency: z.string(),
      state: z.enum(['available', 'low', 'all_held', 'sold_out']),
      free: z.number().nullable(),
      paying: z.number().nullable(),
      limitPerShopper: z.number(),
    }),
  ),
  version: z.number(),
})

export type StoredSnapshot = z.infer<typeof storedSnapshot>

/** Throws when the database answers another shape than this version of the shop knows: a migration is missing. */
export function parseStoredSnapshot(value: unknown): StoredSnapshot {
  return storedSnapshot.parse(value)
}

/** The phase at an instant of the database's clock; the same rule as the SQL function sale_phase(). */
export function phaseAt(sale: StoredSnapshot['sale'], nowMs: number): SalePhase {
  const lastPhase = sale.status === 'scheduled' ? 'live' : sale.status === 'paused' ? 'paused' : 'ended'
  return phaseOf(
    { opensAtMs: Date.parse(sale.opensAt), closesAtMs: Date.parse(sale.closesAt), lastPhase },
    nowMs,
  )
}

/** A shared cache may keep it for a second; a browser keeps nothing and asks with the tag. */
const CACHE_CONTROL = 'public, s-maxage=1'

export type SnapshotText = {
  etag: string
  phase: SalePhase
  /** The instant of the database's clock from which the phase is another one; Infinity when it has ended. */
  flipsAtMs: number
  /** 200 with the text, made once for everybody. */
  answer: ApiAnswer & { body: string }
  /** 304, for who has it. */
  unchanged: ApiAnswer
}

/**
 * The bytes everybody gets. The tag is weak and leaves `now` out: two snapshots that differ only in when they were
 * taken say the same, and a phone that has one needs not the other.
 */
export function snapshotText(stored: StoredSnapshot, nowMs: number): SnapshotText {
  const { id, slug, opensAt, closesAt } = stored.sale
  const phase = phaseAt(stored.sale, nowMs)
  const content = asciiJson(
    JSON.stringify({
      sale: { id, slug, opensAt, closesAt, phase },
      items: stored.items,
      version: stored.version,
    }),
  )
  const etag = `W/"${createHash('sha1').update(content).digest('base64url')}"`
  const body = `${content.slice(0, -1)},"now":${Math.floor(nowMs)}}`
  const told = { etag, 'cache-control': CACHE_CONTROL }
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length), ...told }
  const flips = [Date.parse(opensAt), Date.parse(closesAt)].filter((atMs) => atMs > nowMs)
  return {
    etag,
    phase,
    flipsAtMs: Math.min(...flips),
    answer: { status: 200, headers: headerList(headers), body },
    unchanged: { status: 304, headers: headerList(told), body: null },
  }
}

/** True when an If-None-Match header names this tag (weakly compared) or any. */
export function isSameTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch === etag) return true
  const bare = etag.replace(/^W\//, '')
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === bare)
}

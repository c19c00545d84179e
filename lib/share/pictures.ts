import { createHash } from 'node:crypto'
import { BusyError } from '#lib/http/busy.ts'
import { PageStore } from '#lib/pages/page-store.ts'

/** How long a picture serves before anybody looks whether it is still true. What it says is of minutes, not of seconds. */
export const FRESH_MS = 5000
const KEPT_MAX = 200
const KEPT_MAX_BYTES = 24 * 1024 * 1024
/** Pictures being drawn at once: more would take the cores from those who are buying. */
const DRAWING_MAX = 2
/** Pictures that wait to be drawn; whoever comes beyond that is told to come again. */
const WAITING_MAX = 40

export type Picture = { png: Buffer; etag: string }

export type PictureSource<Plan> = {
  /** What the picture of this name shows now; null when there is no such thing. */
  read(name: string): Promise<Plan | null>
  draw(plan: Plan): Promise<Buffer>
  steadyNowMs(): number
}

export type Pictures = {
  /** Null: there is no such thing. Rejects with BusyError when too many others are waiting already. */
  getPicture(name: string): Promise<Picture | null>
}

type Entry = Picture & { plan: string; checkedAtMs: number }

/**
 * Every picture drawn once for all who ask, and again only when what it shows has changed: an address that anybody may call must not
 * cost a drawing each time. While it is looked at anew, others get the last one.
 */
export function createPictures<Plan>(source: PictureSource<Plan>): Pictures {
  const entries = new PageStore<Entry>(KEPT_MAX, KEPT_MAX_BYTES)
  const underWay = new Map<string, Promise<Entry | null>>()
  const queue: (() => void)[] = []
  let drawing = 0

  async function renew(name: string, last: Entry | undefined): Promise<Entry | null> {
    const checkedAtMs = source.steadyNowMs()
    const wanted = await source.read(name)
    if (wanted === null) {
      entries.delete(name)
      return null
    }
    const plan = JSON.stringify(wanted)
    const same = last?.plan === plan ? last : null
    const entry = same ? { ...same, checkedAtMs } : { ...(await drawInTurn(wanted)), plan, checkedAtMs }
    entries.set(name, entry, entry.png.length)
    return entry
  }

  async function drawInTurn(plan: Plan): Promise<Picture> {
    if (drawing >= DRAWING_MAX) {
      if (queue.length >= WAITING_MAX) throw new BusyError('too many pictures are waiting to be drawn', 5)
      await new Promise<void>((resolve) => queue.push(resolve))
    } else drawing += 1
    try {
      const png = await source.draw(plan)
      return { png, etag: `"${createHash('sha1').update(png).digest('base64url')}"` }
    } finally {
      const next = queue.shift()
      if (next) next()
      else drawing -= 1
    }
  }

  return {
    getPicture(name) {
      const entry = entries.get(name)
      if (entry && source.steadyNowMs() - entry.checkedAtMs < FRESH_MS) return Promise.resolve(entry)
      const known = underWay.get(name)
      if (known) return entry ? Promise.resolve(entry) : known
      const work = renew(name, entry).finally(() => underWay.delete(name))
      underWay.set(name, work)
      return work
    },
  }
}

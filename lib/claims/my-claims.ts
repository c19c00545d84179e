import type { MyWait } from '#lib/waits/wait.ts'

/** A claim of one's own as GET /api/me/claims lists it; instants are ISO 8601. */
export type MyClaim = {
  id: string
  itemId: string
  saleId: string
  saleSlug: string
  quantity: number
  status: 'held' | 'paying' | 'paid'
  expiresAt: string
  position: number
  orderId: string | null
}

export type MyClaimsState = {
  claims: readonly MyClaim[]
  /** Places in line, newest first: those that stand, and those that ended a short while ago. */
  waits: readonly MyWait[]
  /** False until this device has ever heard what it holds: an empty list means nothing before that. */
  isKnown: boolean
}

export type Mine = Pick<MyClaimsState, 'claims' | 'waits'>

export type MyClaims = {
  getState(): MyClaimsState
  subscribe(listener: () => void): () => void
  /** Asks the server; shares a read that is under way. Resolves false when it could not be asked. */
  read(): Promise<boolean>
  /**
   * Takes what the page itself was told while it was made, if this tab has heard nothing yet: a page that is gone back to
   * is drawn from what it was told then, which is older than anything heard since.
   */
  hear(mine: Mine): void
  /** Puts in what a claim call has just answered, before the next read confirms it. */
  add(claim: MyClaim): void
  /** Takes out a claim that was given back. */
  remove(claimId: string): void
  /** Puts in a place in line that has just been answered. */
  putWait(wait: MyWait): void
  /** Takes out a place that was left. */
  dropWait(waitId: string): void
  /** Another tab has read or changed something. */
  noticeOtherTab(): void
}

export type MyClaimsSource = {
  fetch(path: string, init: RequestInit): Promise<Response>
  storage: { read(): string | null; write(text: string): void }
}

export const NO_CLAIMS: MyClaimsState = { claims: [], waits: [], isKnown: false }
const NOTHING = { claims: [], waits: [] }
const TIMEOUT_MS = 8000

/**
 * What this shopper holds and waits for, shared by header, sale page and bag, and by all tabs through the device's
 * storage. It starts from what the device remembers, so that a reload in a tunnel still shows a claim and its time, and a
 * place in line; the server's word replaces it.
 */
export function createMyClaims(source: MyClaimsSource): MyClaims {
  const listeners = new Set<() => void>()
  let state = recall(source.storage.read())
  let reading: Promise<boolean> | null = null
  let changes = 0
  let shown: string | null = null
  let hasHeard = false

  function set({ claims, waits }: Mine, isOurs: boolean): void {
    const text = JSON.stringify({ claims, waits })
    // Whoever waits in line asks every few seconds: an answer that says the same draws and writes nothing.
    if (text !== shown || !state.isKnown) {
      state = { claims, waits, isKnown: true }
      if (isOurs) source.storage.write(text)
      shown = text
    }
    for (const listener of listeners) listener()
  }

  function change(part: Partial<Mine>): void {
    changes += 1
    set({ ...state, ...part }, true)
  }

  async function ask(): Promise<boolean> {
    const changesBefore = changes
    try {
      const init: RequestInit = { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) }
      const response = await source.fetch('/api/me/claims', init)
      if (response.status === 401) {
        hasHeard = true
        set(NOTHING, true)
        return true
      }
      if (!response.ok) return false
      const body = (await response.json()) as Partial<Mine>
      // A claim made or given back while this answer travelled is newer than the answer.
      if (changes !== changesBefore) return ask()
      hasHeard = true
      set({ claims: body.claims ?? [], waits: body.waits ?? [] }, true)
      return true
    } catch {
      // No network or no answer in time: what is remembered stays on the screen.
      return false
    }
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read() {
      reading ??= ask().finally(() => {
        reading = null
      })
      return reading
    },
    hear(mine) {
      if (hasHeard || changes > 0) return
      hasHeard = true
      set(mine, true)
    },
    add(claim) {
      change({ claims: [claim, ...state.claims.filter((other) => other.id !== claim.id)] })
    },
    remove(claimId) {
      change({
        claims: state.claims.filter((claim) => claim.id !== claimId),
        // What was offered and given back did not run out, and is not to be called so until the next read.
        waits: state.waits.filter((wait) => wait.claimId !== claimId),
      })
    },
    putWait(wait) {
      change({ waits: [wait, ...state.waits.filter((other) => other.id !== wait.id)] })
    },
    dropWait(waitId) {
      change({ waits: state.waits.filter((wait) => wait.id !== waitId) })
    },
    noticeOtherTab() {
      const recalled = recall(source.storage.read())
      if (recalled.isKnown) set(recalled, false)
    },
  }
}

function recall(text: string | null): MyClaimsState {
  if (text === null) return NO_CLAIMS
  try {
    const value: unknown = JSON.parse(text)
    return isMine(value) ? { ...value, isKnown: true } : NO_CLAIMS
  } catch {
    // Written by nobody we know: the server will say what is held.
    return NO_CLAIMS
  }
}

function isMine(value: unknown): value is Mine {
  if (typeof value !== 'object' || value === null) return false
  const { claims, waits } = value as Partial<Record<keyof Mine, unknown>>
  return Array.isArray(claims) && Array.isArray(waits)
}

/** Claims in the bag at an instant of the server's clock: held ones whose time is not up, and those being paid. */
export function bagClaims(claims: readonly MyClaim[], serverNowMs: number): MyClaim[] {
  return claims.filter(
    (claim) =>
      claim.status === 'paying' || (claim.status === 'held' && Date.parse(claim.expiresAt) > serverNowMs),
  )
}

/** The one whose time is up first, or null. */
export function firstToExpire(claims: readonly MyClaim[]): MyClaim | null {
  return claims.reduce<MyClaim | null>(
    (first, claim) => (!first || Date.parse(claim.expiresAt) < Date.parse(first.expiresAt) ? claim : first),
    null,
  )
}

/** Units of an item that count towards the limit per person: held, paying and paid ones. */
export function unitsOf(claims: readonly MyClaim[], itemId: string, serverNowMs: number): number {
  return claims
    .filter((claim) => claim.itemId === itemId)
    .filter((claim) => claim.status !== 'held' || Date.parse(claim.expiresAt) > serverNowMs)
    .reduce((units, claim) => units + claim.quantity, 0)
}

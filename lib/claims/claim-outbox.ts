import { nextStep, type SendResult } from './claim-attempt.ts'
import type { TapState } from './tap-state.ts'

/** A tap on the claim button that has not been answered yet. The request id was made before the finger came down. */
export type Tap = {
  requestId: string
  saleSlug: string
  itemId: string
  quantity: number
  /** The phone's clock, milliseconds since 1970: only used to give up in the end. */
  tappedAtMs: number
}

export type OutboxStorage = { read(): string | null; write(text: string | null): void }

export type OutboxSource = {
  send(tap: Tap): Promise<SendResult>
  renewPass(saleSlug: string): Promise<void>
  storage: OutboxStorage
  newRequestId(): string
  wallNow(): number
  random(): number
  schedule(task: () => void, delayMs: number): void
}

export type ClaimOutbox = {
  /** Makes the request id of an item ahead of the tap. */
  prepare(itemId: string): void
  /** Takes a tap. A second one on the same item while the first is under way is the same tap. */
  tap(saleSlug: string, itemId: string, quantity: number): void
  /** What became of the last tap on this item; null when there was none. */
  getState(itemId: string): TapState | null
  /** Forgets a refusal that has been read, or that new stock has made untrue. */
  dismiss(itemId: string): void
  /** Sends everything kept from before a reload; call once, and again when the network returns. */
  flush(): void
  /** Another tab changed what is kept. */
  noticeOtherTab(): void
  subscribe(listener: () => void): () => void
}

/** A tap older than this is not sent any more: nobody wants a claim they have forgotten about. */
export const TAP_LIFE_MS = 15 * 60_000

type Entry = { tap: Tap; attempts: number; isSending: boolean }

export function createClaimOutbox(source: OutboxSource): ClaimOutbox {
  const listeners = new Set<() => void>()
  const entries = new Map<string, Entry>()
  const states = new Map<string, TapState>()
  const prepared = new Map<string, string>()

  function setState(itemId: string, state: TapState | null): void {
    if (state) states.set(itemId, state)
    else states.delete(itemId)
    for (const listener of listeners) listener()
  }

  function keep(): void {
    const taps = [...entries.values()].map((entry) => entry.tap)
    source.storage.write(taps.length > 0 ? JSON.stringify(taps) : null)
  }

  async function work(entry: Entry): Promise<void> {
    const { itemId, saleSlug, requestId } = entry.tap
    if (entry.isSending || entries.get(itemId) !== entry) return
    entry.isSending = true
    if (states.get(itemId)?.name !== 'waiting') setState(itemId, { name: 'sending' })
    const result = await source.send(entry.tap)
    entry.isSending = false
    // Another tab had the answer first: what it says is in the bag already.
    if (entries.get(itemId) !== entry) return
    entry.attempts += 1
    const ageMs = source.wallNow() - entry.tap.tappedAtMs
    const step = nextStep(result, entry.attempts, ageMs > TAP_LIFE_MS, source.random())
    if (step.kind === 'done') {
      entries.delete(itemId)
      // Only a clear answer uses the request id up: after an unclear one the next tap must be recognised as the same.
      if (step.isClear) prepared.set(itemId, source.newRequestId())
      else prepared.set(itemId, requestId)
      keep()
      setState(itemId, step.state)
      return
    }
    setState(itemId, { name: 'waiting', why: step.why })
    if (step.why === 'renewing_pass') await source.renewPass(saleSlug)
    source.schedule(() => void work(entry), step.inMs)
  }

  function restore(): void {
    for (const tap of readTaps(source.storage.read())) {
      if (entries.has(tap.itemId)) continue
      const isOld = source.wallNow() - tap.tappedAtMs > TAP_LIFE_MS
      if (!isOld) entries.set(tap.itemId, { tap, attempts: 0, isSending: false })
    }
    keep()
  }

  return {
    prepare(itemId) {
      if (!prepared.has(itemId)) prepared.set(itemId, source.newRequestId())
    },
    tap(saleSlug, itemId, quantity) {
      if (entries.has(itemId)) return
      this.prepare(itemId)
      const requestId = prepared.get(itemId) ?? source.newRequestId()
      const tap: Tap = { requestId, saleSlug, itemId, quantity, tappedAtMs: source.wallNow() }
      const entry = { tap, attempts: 0, isSending: false }
      entries.set(itemId, entry)
      states.delete(itemId)
      // Kept before it is sent: a battery that dies in between loses nothing.
      keep()
      void work(entry)
    },
    getState: (itemId) => states.get(itemId) ?? null,
    dismiss(itemId) {
      if (!entries.has(itemId) && states.has(itemId)) setState(itemId, null)
    },
    flush() {
      restore()
      for (const entry of entries.values()) void work(entry)
    },
    noticeOtherTab() {
      const kept = new Set(readTaps(source.storage.read()).map((tap) => tap.requestId))
      for (const [itemId, entry] of entries) {
        if (kept.has(entry.tap.requestId)) continue
        entries.delete(itemId)
        prepared.delete(itemId)
        setState(itemId, null)
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Whatever is in storage was written by some version of this file, or by nobody: anything odd is dropped. */
function readTaps(text: string | null): Tap[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isTap) : []
  } catch {
    // Not JSON: somebody else's words, nothing of ours to save.
    return []
  }
}

function isTap(value: unknown): value is Tap {
  if (typeof value !== 'object' || value === null) return false
  const tap = value as Partial<Record<keyof Tap, unknown>>
  return (
    typeof tap.requestId === 'string' &&
    typeof tap.saleSlug === 'string' &&
    typeof tap.itemId === 'string' &&
    typeof tap.quantity === 'number' &&
    typeof tap.tappedAtMs === 'number'
  )
}

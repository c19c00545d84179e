import { nextStep, type SendResult } from './claim-attempt.ts'
import type { KeptTaps } from './kept-taps.ts'
import { isTooOld, type Tap, type TapKind } from './tap.ts'
import type { TapNews } from './tap-news.ts'
import type { TapState } from './tap-state.ts'

export type OutboxSource = {
  kind: TapKind
  send(tap: Tap): Promise<SendResult>
  renewPass(saleSlug: string): Promise<void>
  kept: KeptTaps
  /** Runs a sending while no other tab and not the service worker sends the same tap. */
  alone<T>(requestId: string, task: () => Promise<T>): Promise<T>
  /** Tells the other tabs. */
  tell(news: TapNews): void
  /** A tap has had no answer for a while: have it sent even if this page goes. */
  askForHelp(): void
  /** Somebody else had the answer: ask what this shopper holds now. */
  lookAgain(): void
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
  /** True while a tap waits for its answer. */
  isWaiting(): boolean
  /** Forgets a refusal that has been read, or that new stock has made untrue. */
  dismiss(itemId: string): void
  /** Sends everything this device keeps; call once, and again when the page wakes or the network returns. */
  flush(): Promise<void>
  /** Another tab or the service worker says something. */
  hear(news: TapNews): void
  subscribe(listener: () => void): () => void
}

/** A flash disk takes some milliseconds. The answer to a tap does not hang on a slow one, so it is sent after this anyway. */
export const KEEP_WITHIN_MS = 60
/** The tab that was tapped is given this long before another one that only watches sends the same tap. */
const FOLLOW_MS = 3000
/** As long without an answer, and the service worker is asked to look after it. */
export const HELP_AFTER_MS = 1500

type Entry = {
  tap: Tap
  attempts: number
  isSending: boolean
  /** It is among the kept taps for sure: once it is no longer, somebody has its answer. */
  isKept: boolean
}

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

  function isCurrent(entry: Entry): boolean {
    return entries.get(entry.tap.itemId) === entry
  }

  /** Null when it has been answered to somebody else meanwhile. */
  async function sendOnce(entry: Entry): Promise<SendResult | null> {
    // A tap that was made in this tab a moment ago is nobody else's yet.
    const isFresh = entry.attempts === 0 && source.wallNow() - entry.tap.tappedAtMs < FOLLOW_MS
    if (!isFresh && !(await source.kept.get(entry.tap.requestId))) return null
    return isCurrent(entry) ? source.send(entry.tap) : null
  }

  async function keep(entry: Entry): Promise<void> {
    await source.kept.put({ ...entry.tap, answer: null })
    // The answer may be here already, when the disk was slow.
    if (!isCurrent(entry)) return source.kept.remove(entry.tap.requestId)
    entry.isKept = true
    source.tell({ about: 'kept', tap: entry.tap })
  }

  async function work(entry: Entry): Promise<void> {
    const { itemId, saleSlug, requestId } = entry.tap
    if (entry.isSending || !isCurrent(entry)) return
    entry.isSending = true
    if (states.get(itemId)?.name !== 'waiting') setState(itemId, { name: 'sending' })
    const result = await source.alone(requestId, () => sendOnce(entry))
    entry.isSending = false
    // Another tab had the answer first, and has told.
    if (!isCurrent(entry)) return
    if (result === null) return void flush()
    entry.attempts += 1
    const step = nextStep(result, entry.attempts, isTooOld(entry.tap, source.wallNow()), source.random())
    if (step.kind === 'done') {
      finish(entry.tap, step.state, step.isClear)
      source.tell({ about: 'answered', tap: entry.tap, state: step.state })
      return
    }
    setState(itemId, { name: 'waiting', why: step.why })
    if (step.why === 'no_network') source.askForHelp()
    if (step.why === 'renewing_pass') await source.renewPass(saleSlug)
    source.schedule(() => void work(entry), step.inMs)
  }

  function finish(tap: Tap, state: TapState | null, isClear: boolean): void {
    entries.delete(tap.itemId)
    // Only a clear answer uses the request id up: after an unclear one the next tap must be recognised as the same.
    prepared.set(tap.itemId, isClear ? source.newRequestId() : tap.requestId)
    void source.kept.remove(tap.requestId)
    setState(tap.itemId, state)
  }

  /** What is kept comes first: entries this device no longer keeps are answered, and what the worker heard is told. */
  async function restore(): Promise<void> {
    const kept = (await source.kept.list()).filter((tap) => tap.kind === source.kind)
    for (const { answer, ...tap } of kept) {
      const own = entries.get(tap.itemId)
      if (own && own.tap.requestId !== tap.requestId) continue
      if (answer) {
        finish(tap, answer, true)
        source.lookAgain()
      } else if (isTooOld(tap, source.wallNow()) && !own) await source.kept.remove(tap.requestId)
      else if (!own) entries.set(tap.itemId, { tap, attempts: 0, isSending: false, isKept: true })
    }
    const ids = new Set(kept.map((tap) => tap.requestId))
    for (const { tap, isKept, isSending } of entries.values()) {
      if (!isKept || isSending || ids.has(tap.requestId)) continue
      finish(tap, null, true)
      source.lookAgain()
    }
  }

  async function flush(): Promise<void> {
    await restore()
    for (const entry of entries.values()) void work(entry)
  }

  return {
    prepare(itemId) {
      if (!prepared.has(itemId)) prepared.set(itemId, source.newRequestId())
    },
    tap(saleSlug, itemId, quantity) {
      if (entries.has(itemId)) return
      this.prepare(itemId)
      const requestId = prepared.get(itemId) ?? source.newRequestId()
      const { kind } = source
      const tap: Tap = { kind, requestId, saleSlug, itemId, quantity, tappedAtMs: source.wallNow() }
      const entry = { tap, attempts: 0, isSending: false, isKept: false }
      entries.set(itemId, entry)
      setState(itemId, { name: 'sending' })
      source.schedule(() => {
        if (isCurrent(entry)) source.askForHelp()
      }, HELP_AFTER_MS)
      // Kept before it is sent: a tab that is killed in between loses nothing.
      const keeping = keep(entry)
      const patience = new Promise<void>((resolve) => source.schedule(resolve, KEEP_WITHIN_MS))
      void Promise.race([keeping, patience]).then(() => work(entry))
    },
    getState: (itemId) => states.get(itemId) ?? null,
    isWaiting: () => entries.size > 0,
    dismiss(itemId) {
      if (!entries.has(itemId) && states.has(itemId)) setState(itemId, null)
    },
    flush,
    hear(news) {
      const { kind, itemId, requestId } = news.tap
      if (kind !== source.kind) return
      const own = entries.get(itemId)
      if (news.about === 'answered') {
        if (!own || own.tap.requestId === requestId) finish(news.tap, news.state, true)
        source.lookAgain()
        return
      }
      if (own) return
      const entry = { tap: news.tap, attempts: 0, isSending: false, isKept: true }
      entries.set(itemId, entry)
      setState(itemId, { name: 'sending' })
      source.schedule(() => void work(entry), FOLLOW_MS)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

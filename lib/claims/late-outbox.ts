import type { ClaimOutbox } from './claim-outbox.ts'
import { TAP_LIFE_MS } from './tap.ts'
import type { TapState } from './tap-state.ts'

type KeptText = { read(): string | null; write(text: string | null): void }

/** An outbox as the screen uses it. */
export type TapBox = Pick<ClaimOutbox, 'prepare' | 'tap' | 'getState' | 'dismiss' | 'subscribe'>

/** The same with a way to say that its code has come. */
export type LateOutbox = TapBox & {
  arrive(outbox: ClaimOutbox): void
  /** Its code cannot be had just now: what was tapped waits for the network, and says so. */
  despair(): void
}

type EarlyTap = { saleSlug: string; itemId: string; quantity: number }

/**
 * Stands where an outbox will be until its code has come, and answers the finger meanwhile: a tap made this early shows at
 * once, calls for the code (`hurry`), and is handed over with it. `storage` keeps it for the case that the page goes before;
 * nothing has been sent by then, so whoever takes it out of there may send it.
 */
export function createLateOutbox(hurry: () => void, storage: KeptText): LateOutbox {
  const listeners = new Set<() => void>()
  const prepared = new Set<string>()
  const early = new Map<string, EarlyTap>()
  let outbox: ClaimOutbox | null = null
  let state: TapState = { name: 'sending' }
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    prepare(itemId) {
      prepared.add(itemId)
      outbox?.prepare(itemId)
    },
    tap(saleSlug, itemId, quantity) {
      if (outbox) return outbox.tap(saleSlug, itemId, quantity)
      if (early.has(itemId)) return
      early.set(itemId, { saleSlug, itemId, quantity })
      storage.write(JSON.stringify([Date.now(), ...early.values()]))
      tell()
      hurry()
    },
    getState: (itemId) => outbox?.getState(itemId) ?? (early.has(itemId) ? state : null),
    dismiss: (itemId) => outbox?.dismiss(itemId),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    despair() {
      state = { name: 'waiting', why: 'no_network' }
      tell()
    },
    arrive(arrived) {
      outbox = arrived
      for (const itemId of prepared) arrived.prepare(itemId)
      const kept = readEarly(storage.read())
      storage.write(null)
      for (const tap of early.size > 0 ? early.values() : kept)
        arrived.tap(tap.saleSlug, tap.itemId, tap.quantity)
      early.clear()
      arrived.subscribe(tell)
      tell()
    },
  }
}

/** The taps of a page that went before its code had come, unless they are too old to be wanted. */
function readEarly(text: string | null): EarlyTap[] {
  const [tappedAtMs, ...taps]: [number, ...EarlyTap[]] = JSON.parse(text ?? '[0]')
  return Date.now() - tappedAtMs < TAP_LIFE_MS ? taps : []
}

import type { ClaimOutbox } from './claim-outbox.ts'
import type { TapState } from './tap-state.ts'

/** An outbox as the screen uses it. */
export type TapBox = Pick<ClaimOutbox, 'prepare' | 'tap' | 'getState' | 'dismiss' | 'subscribe'>

/** The same with a way to say that its code has come. */
export type LateOutbox = TapBox & { arrive(outbox: ClaimOutbox): void }

/**
 * Stands where an outbox will be until its code has come, and answers the finger meanwhile: a tap made this early shows at
 * once, calls for the code (`hurry`), and is handed over with it.
 */
export function createLateOutbox(hurry: () => void): LateOutbox {
  const listeners = new Set<() => void>()
  const prepared = new Set<string>()
  const early = new Map<string, { state: TapState; tap: () => void }>()
  let outbox: ClaimOutbox | null = null
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
      const tap = () => outbox?.tap(saleSlug, itemId, quantity)
      early.set(itemId, { state: { name: 'sending' }, tap })
      tell()
      hurry()
    },
    getState: (itemId) => outbox?.getState(itemId) ?? early.get(itemId)?.state ?? null,
    dismiss: (itemId) => outbox?.dismiss(itemId),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    arrive(arrived) {
      outbox = arrived
      for (const itemId of prepared) arrived.prepare(itemId)
      for (const { tap } of early.values()) tap()
      early.clear()
      arrived.subscribe(tell)
      tell()
    },
  }
}

import { newId } from './ids.ts'
import type { Due, Store } from './store.ts'

/** Writes down that something happens by itself: after the sandbox's short while, or after so many milliseconds. */
export function later(
  store: Store,
  kind: Due['kind'],
  objectId: string,
  afterMs: number | null = null,
): void {
  store.put('due', newId('due'), { kind, objectId, since: Date.now(), afterMs })
}

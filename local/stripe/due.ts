import { expireAuthorization } from './capture.ts'
import { openDisputesOf } from './dispute.ts'
import { complete } from './outcome.ts'
import { failRefund, settleRefund } from './refund.ts'
import type { SandboxLog } from './sandbox.ts'
import type { Due, Store } from './store.ts'

/** The longest a timer of Node can run: later things are looked at again then. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Does what is due by itself, in the order of its time; what was due while the sandbox was stopped, at the start. */
export class DueWork {
  #store: Store
  #slowMs: number
  #log: SandboxLog
  #onSaved: () => void
  #timer: NodeJS.Timeout | null = null
  #isClosed = false

  /** `slowMs` is the short while that slow payments, pending refunds and disputes take here. */
  constructor(store: Store, slowMs: number, log: SandboxLog, onSaved: () => void) {
    this.#store = store
    this.#slowMs = slowMs
    this.#log = log
    this.#onSaved = onSaved
  }

  /** Call it after something may have become due later, and once at the start. */
  wake(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#isClosed) return
    const nextAt = Math.min(...this.#store.tables.due.values().map((due) => this.#at(due)))
    if (nextAt === Number.POSITIVE_INFINITY) return
    const wait = Math.min(MAX_TIMER_MS, Math.max(0, nextAt - Date.now()))
    this.#timer = setTimeout(() => void this.#work(), wait).unref()
  }

  close(): void {
    this.#isClosed = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  #at(due: Due): number {
    return due.since + (due.afterMs ?? this.#slowMs)
  }

  async #work(): Promise<void> {
    const now = Date.now()
    const ready = [...this.#store.tables.due].filter(([, due]) => this.#at(due) <= now)
    for (const [id, due] of ready.toSorted(([, a], [, b]) => this.#at(a) - this.#at(b))) {
      this.#store.remove('due', id)
      try {
        happen(this.#store, due)
      } catch (error) {
        this.#log.error({ err: error, due: due.kind, object: due.objectId }, 'Something due did not happen')
      }
    }
    await this.#store.saved()
    this.#onSaved()
    this.wake()
  }
}

function happen(store: Store, { kind, objectId }: Due): void {
  switch (kind) {
    case 'succeed_payment': {
      const stored = store.tables.intents.get(objectId)
      if (stored?.intent.status === 'processing') complete(store, stored)
      return
    }
    case 'settle_refund':
      settleRefund(store, objectId)
      return
    case 'fail_refund':
      failRefund(store, objectId)
      return
    case 'dispute':
      openDisputesOf(store, objectId)
      return
    case 'expire_authorization': {
      const stored = store.tables.intents.get(objectId)
      if (stored?.intent.status === 'requires_capture') expireAuthorization(store, stored)
      return
    }
  }
}

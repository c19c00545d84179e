import { deviceStorage } from '#lib/claims/device-storage.ts'

/** What this device remembers about being asked; instants in milliseconds since 1970 by its own clock. */
export type InstallMemory = {
  /** Visits so far, this one included; pages within half an hour are one visit. */
  visits: number
  seenAtMs: number
  /** When a reminder was set or an order was placed, after which the shop is worth its place on the home screen. */
  momentAtMs: number | null
  dismissedAtMs: number | null
  isInstalled: boolean
}

const VISIT_GAP_MS = 30 * 60_000
/** Who said no is left alone for this long. */
const QUIET_MS = 60 * 24 * 60 * 60_000
/** A reminder or an order is a reason for this long. */
const MOMENT_MS = 14 * 24 * 60 * 60_000
const NEW: InstallMemory = {
  visits: 0,
  seenAtMs: 0,
  momentAtMs: null,
  dismissedAtMs: null,
  isInstalled: false,
}

const kept = deviceStorage('stampede.install')

/** Whether to offer the home screen: never on the first visit, only after a good moment, not soon after a no. */
export function isGoodMoment(memory: InstallMemory, nowMs: number): boolean {
  if (memory.isInstalled || memory.visits < 2 || memory.momentAtMs === null) return false
  if (nowMs - memory.momentAtMs > MOMENT_MS) return false
  return memory.dismissedAtMs === null || nowMs - memory.dismissedAtMs > QUIET_MS
}

/** The memory after a page was opened. */
export function afterVisit(memory: InstallMemory, nowMs: number): InstallMemory {
  const isNew = nowMs - memory.seenAtMs > VISIT_GAP_MS
  return { ...memory, visits: memory.visits + (isNew ? 1 : 0), seenAtMs: nowMs }
}

export function readInstallMemory(): InstallMemory {
  try {
    const value: unknown = JSON.parse(kept.read() ?? 'null')
    return typeof value === 'object' && value !== null ? { ...NEW, ...value } : NEW
  } catch {
    // Written by nobody we know: it is as if this were the first visit, and nothing is offered.
    return NEW
  }
}

export function keepInstallMemory(memory: InstallMemory): void {
  kept.write(JSON.stringify(memory))
}

/** A reminder was set, or an order is paid: said by whoever saw it. */
export function noteGoodMoment(): void {
  keepInstallMemory({ ...readInstallMemory(), momentAtMs: Date.now() })
  window.dispatchEvent(new Event(GOOD_MOMENT))
}

export const GOOD_MOMENT = 'stampede:good-moment'

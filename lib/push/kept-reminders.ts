import { deviceStorage } from '#lib/claims/device-storage.ts'

/** What this device knows of its reminders, by the sale's id: pages are the same for everybody and cannot. */
type KeptReminders = Record<string, { opensAt: string }>

const kept = deviceStorage('stampede.reminders')
const listeners = new Set<() => void>()

export function hasReminder(saleId: string): boolean {
  return read()[saleId] !== undefined
}

export function keepReminder(saleId: string, opensAt: string): void {
  write({ ...read(), [saleId]: { opensAt } })
}

export function dropReminder(saleId: string): void {
  const { [saleId]: _dropped, ...others } = read()
  write(others)
}

/** The shop's own list replaces what the device knew. */
export function keepReminders(reminders: readonly { saleId: string; opensAt: string }[]): void {
  write(Object.fromEntries(reminders.map(({ saleId, opensAt }) => [saleId, { opensAt }])))
}

export function forgetReminders(): void {
  write({})
}

export function onReminders(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): KeptReminders {
  try {
    const value: unknown = JSON.parse(kept.read() ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // Damaged by hand or by another program: the shop still has every reminder.
    return {}
  }
}

/** Those of sales that have opened are done. */
function write(reminders: KeptReminders): void {
  const coming = Object.entries(reminders).filter(([, { opensAt }]) => Date.parse(opensAt) > Date.now())
  kept.write(coming.length > 0 ? JSON.stringify(Object.fromEntries(coming)) : null)
  for (const listener of listeners) listener()
}

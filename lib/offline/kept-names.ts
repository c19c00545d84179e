import { deviceStorage } from '#lib/claims/device-storage.ts'

/** What a claimed item is called, for the offline page: claims themselves name it by id only. */
export type KeptName = { itemId: string; name: string; saleTitle: string }

const NAMES_MAX = 40
const kept = deviceStorage('stampede.names')

export function listKeptNames(): KeptName[] {
  try {
    const value: unknown = JSON.parse(kept.read() ?? '[]')
    return Array.isArray(value) ? value.filter(isKeptName) : []
  } catch {
    // Damaged by hand or by another program: the offline page says how many units instead.
    return []
  }
}

/** Keeps the names of what is held; the newest first. Writes nothing when all are there. */
export function keepNames(names: readonly KeptName[]): void {
  const before = listKeptNames()
  const isThere = ({ itemId, name }: KeptName) =>
    before.some((other) => other.itemId === itemId && other.name === name)
  if (names.every(isThere)) return
  const others = before.filter((other) => !names.some(({ itemId }) => itemId === other.itemId))
  kept.write(JSON.stringify([...names, ...others].slice(0, NAMES_MAX)))
}

export function forgetKeptNames(): void {
  kept.write(null)
}

function isKeptName(value: unknown): value is KeptName {
  if (typeof value !== 'object' || value === null) return false
  const { itemId, name, saleTitle } = value as Partial<Record<keyof KeptName, unknown>>
  return typeof itemId === 'string' && typeof name === 'string' && typeof saleTitle === 'string'
}

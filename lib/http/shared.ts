/**
 * One value per process, made at the first call.
 *
 * server.ts runs these modules from source and Next runs its own bundled copy of them; both must see one pool, one
 * queue and one cache. A module variable would exist twice, so the value lives on `globalThis` under a symbol.
 * Because of the two copies, `instanceof` on what comes out is unreliable: look at properties instead.
 */
export function shared<T>(name: string, create: () => T): T {
  const key = Symbol.for(`stampede.${name}`)
  const store = globalThis as unknown as Record<symbol, { value: T } | undefined>
  const existing = store[key]
  if (existing) return existing.value
  const made = { value: create() }
  store[key] = made
  return made.value
}

/** Removes a shared value, so that the next call makes it anew. For the shutdown, which closes what it holds. */
export function forgetShared(name: string): void {
  const store = globalThis as unknown as Record<symbol, unknown>
  delete store[Symbol.for(`stampede.${name}`)]
}

type Values = Map<string, { value: unknown }>

const values = findValues()

/** One map for both copies of this module: whichever is loaded first makes it. */
function findValues(): Values {
  const key = Symbol.for('stampede.shared')
  const store = globalThis as unknown as Record<symbol, Values | undefined>
  const made = store[key] ?? new Map()
  store[key] = made
  return made
}

/**
 * One value per process, made at the first call.
 *
 * server.ts runs these modules from source and Next runs its own bundled copy of them; both must see one pool, one
 * queue and one cache. A module variable would exist twice, so the values live on `globalThis` under a symbol.
 * Because of the two copies, `instanceof` on what comes out is unreliable: look at properties instead.
 */
export function shared<T>(name: string, create: () => T): T {
  const existing = values.get(name)
  if (existing) return existing.value as T
  const value = create()
  values.set(name, { value })
  return value
}

/** Removes a shared value, so that the next call makes it anew. For the shutdown, which closes what it holds. */
export function forgetShared(name: string): void {
  values.delete(name)
}

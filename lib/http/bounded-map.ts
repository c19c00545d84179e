/**
 * A Map that never holds more than `max` entries (at least 2). It keeps two generations: a look-up costs one Map.get,
 * and when the young one is half of `max` it becomes the old one, whose entries leave together unless they are asked
 * for first. So whatever is among the last `max / 2` used is there. Moving an entry at every look-up, which exact order
 * needs, was a fifteenth of what a sold-out answer cost.
 */
export class BoundedMap<K, V> {
  #young = new Map<K, V>()
  #old = new Map<K, V>()
  readonly #half: number

  constructor(max: number) {
    this.#half = Math.max(1, Math.floor(max / 2))
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  /** The value, which now counts as just used; undefined when there is none. */
  get(key: K): V | undefined {
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const kept = this.#old.get(key)
    if (kept !== undefined) this.set(key, kept)
    return kept
  }

  set(key: K, value: V): void {
    this.#old.delete(key)
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }

  delete(key: K): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}

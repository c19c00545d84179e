/**
 * A Map bounded by how many entries and how many bytes it holds: the entries used longest ago leave first. Asked a few
 * thousand times a second at most, so that exact order costs nothing that could be measured.
 */
export class PageStore<V> {
  readonly #entries = new Map<string, { value: V; sizeBytes: number }>()
  readonly #max: number
  readonly #maxBytes: number
  #bytes = 0

  constructor(max: number, maxBytes: number) {
    this.#max = max
    this.#maxBytes = maxBytes
  }

  get size(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The value, which now counts as just used. */
  get(key: string): V | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: V, sizeBytes: number): void {
    this.delete(key)
    this.#entries.set(key, { value, sizeBytes })
    this.#bytes += sizeBytes
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#max && this.#bytes <= this.#maxBytes) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#bytes -= entry.sizeBytes
  }
}

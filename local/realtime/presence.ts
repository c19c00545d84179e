/** One presence of one channel, as clients see it: the tracked data plus a reference that changes on every update. */
export type Meta = {
  readonly phx_ref: string
  readonly phx_ref_prev?: string
  readonly [name: string]: unknown
}
export type PresenceMap = Record<string, { metas: Meta[] }>
export type PresenceDiff = { joins: PresenceMap; leaves: PresenceMap }

type Entry = { key: string; meta: Meta }

function group(entries: Iterable<Entry>): PresenceMap {
  const grouped = new Map<string, Meta[]>()
  for (const { key, meta } of entries) {
    const metas = grouped.get(key)
    if (metas) metas.push(meta)
    else grouped.set(key, [meta])
  }
  // fromEntries defines own properties, so that a key named __proto__ stays a key.
  return Object.fromEntries([...grouped].map(([key, metas]) => [key, { metas }]))
}

/**
 * Who is present on one topic. Owners are compared by identity: one owner (a channel) has at most one presence.
 * Changes gather until `takeDiff`, where somebody who came and went in between leaves no trace.
 */
export class PresenceTopic {
  readonly #entries = new Map<object, Entry>()
  #joined = new Map<string, Entry>()
  #left = new Map<string, Entry>()
  static #count = 0

  get size(): number {
    return this.#entries.size
  }

  has(owner: object): boolean {
    return this.#entries.has(owner)
  }

  track(owner: object, key: string, data: Readonly<Record<string, unknown>>): void {
    PresenceTopic.#count += 1
    const phx_ref = `F${Date.now().toString(36)}${PresenceTopic.#count.toString(36)}`
    const before = this.#entries.get(owner)
    const meta = before ? { ...data, phx_ref, phx_ref_prev: before.meta.phx_ref } : { ...data, phx_ref }
    if (before) this.#leave(before)
    const entry = { key, meta }
    this.#entries.set(owner, entry)
    this.#joined.set(phx_ref, entry)
  }

  untrack(owner: object): void {
    const entry = this.#entries.get(owner)
    if (!entry) return
    this.#entries.delete(owner)
    this.#leave(entry)
  }

  #leave(entry: Entry): void {
    if (!this.#joined.delete(entry.meta.phx_ref)) this.#left.set(entry.meta.phx_ref, entry)
  }

  state(): PresenceMap {
    return group(this.#entries.values())
  }

  /** Everything since the last call; null when nothing changed. */
  takeDiff(): PresenceDiff | null {
    if (this.#joined.size === 0 && this.#left.size === 0) return null
    const diff = { joins: group(this.#joined.values()), leaves: group(this.#left.values()) }
    this.#joined = new Map()
    this.#left = new Map()
    return diff
  }
}

/** A small seeded generator (mulberry32): the same seed gives the same numbers on every machine. Not for secrets. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** A whole number in [from, to]. */
  int(from: number, to: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  /** A UUID of version 4 made from the generator, so that the ids of a run are those of its seed. */
  uuid(): string
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(choices) {
      const chosen = choices[int(0, choices.length - 1)]
      if (chosen === undefined) throw new Error('There is nothing to pick from.')
      return chosen
    },
    uuid() {
      const bytes = Buffer.from(Array.from({ length: 16 }, () => int(0, 255)))
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}

/** `FAULT_SEED=…` runs what failed again; else a new seed every time. The rounds of a file count up from it. */
export const baseSeed: number = readSeed(process.env.FAULT_SEED) ?? Math.floor(Math.random() * 1_000_000)

function readSeed(text: string | undefined): number | null {
  if (!text) return null
  if (!/^\d{1,9}$/.test(text))
    throw new Error(`FAULT_SEED is "${text}": set it to a whole number, or remove it.`)
  return Number(text)
}

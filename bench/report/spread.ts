export type Spread = { median: number; min: number; max: number; rounds: number[] }

/** Median, least and most; null of nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
  return { median: rounded(median), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, rounds: [...values] }
}

/** Three decimals are more than any of these measurements has. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

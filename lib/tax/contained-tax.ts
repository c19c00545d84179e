/**
 * The tax contained in an amount at a rate in basis points, rounded half up to a whole cent: the rule of
 * `contained_tax()` in the database, which is the one that counts, for pages that show it beforehand. Exact up to
 * amounts of 400 billion cents.
 */
export function containedTax(amountCents: number, basisPoints: number): number {
  return Math.floor((2 * amountCents * basisPoints + 10_000 + basisPoints) / (2 * (10_000 + basisPoints)))
}

/** A rate as people read it: "19 %", "5.5 %". */
export function rateText(basisPoints: number): string {
  return `${basisPoints / 100} %`
}

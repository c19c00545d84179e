/** A product as its merchant sees it. `taxBasisPoints` null means: the rate of the sale. */
export type MyProduct = {
  id: string
  version: number
  name: string
  description: string
  taxBasisPoints: number | null
  /** Kept for the records of its sales, and not offered for new ones. */
  isArchived: boolean
  variants: readonly { id: string; name: string }[]
  pictures: readonly { url: string; alt: string }[]
}

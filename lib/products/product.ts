/** A product as its merchant sees it. `taxBasisPoints` null means: the rate of the sale. */
export type MyProduct = {
  id: string
  version: number
  name: string
  description: string
  taxBasisPoints: number | null
  variants: readonly { id: string; name: string }[]
  pictures: readonly { url: string; alt: string }[]
}

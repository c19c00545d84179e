import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { type ArchivedMany, setProductsStatus } from '#lib/products/archive-actions.ts'
import type { ProductRow } from '#lib/products/product-table.ts'

export type ProductStatus = ProductRow['status']
/** What was done last, so that it can be taken back. */
type Done = { status: ProductStatus; products: readonly ProductRow[]; result: ArchivedMany }

/** Puts products away or back among the others, and says what came of it. */
export function useArchive(merchantId: string) {
  const router = useRouter()
  const [done, setDone] = useState<Done | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()

  const move = (products: readonly ProductRow[], status: ProductStatus, onDone: () => void = () => {}) =>
    startSending(async () => {
      const answer = await setProductsStatus({
        merchantId,
        ids: products.map(({ id }) => id),
        status,
      }).catch(() => null)
      if (!answer?.ok) {
        setProblem(answer?.message ?? 'There is no connection just now. Try again in a moment.')
        return
      }
      setProblem(null)
      setDone({ status, products, result: answer.data })
      onDone()
      router.refresh()
    })
  return { done, problem, isSending, move, forget: () => setDone(null) }
}

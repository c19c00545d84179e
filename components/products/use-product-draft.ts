'use client'

import { useEffect, useState } from 'react'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import { type ProductDraft, readKeptProduct } from '#lib/products/draft.ts'
import type { MyProduct } from '#lib/products/product.ts'

const keyOf = (merchantId: string, product: MyProduct | null) =>
  `stampede-product:${merchantId}:${product?.id ?? 'new'}`

function draftOf(product: MyProduct | null): ProductDraft {
  if (!product) return { name: '', description: '', taxPercent: '', variants: [], pictures: [] }
  const { name, description, taxBasisPoints, variants, pictures } = product
  const taxPercent = taxBasisPoints === null ? '' : String(taxBasisPoints / 100)
  return { name, description, taxPercent, variants: [...variants], pictures: [...pictures] }
}

/**
 * What stands in the form, kept on this device at every change until it is saved or discarded: a reload, a dead battery or a session that ended
 * loses nothing. `isBroughtBack` says that what stands there was typed earlier.
 */
export function useProductDraft(merchantId: string, product: MyProduct | null) {
  const [state, setState] = useState({
    id: product?.id ?? '',
    version: product?.version ?? null,
    draft: draftOf(product),
  })
  const [isReady, setReady] = useState(false)
  const [isBroughtBack, setBroughtBack] = useState(false)
  const key = keyOf(merchantId, product)

  useEffect(() => {
    const kept = readKeptProduct(localStorage.getItem(key))
    if (kept) setState(kept)
    else if (!product) {
      setState((now) => ({
        ...now,
        id: newRequestId(),
        draft: { ...now.draft, variants: [{ id: newRequestId(), name: 'One size' }] },
      }))
    }
    setBroughtBack(kept !== null)
    setReady(true)
  }, [key, product])

  return {
    ...state,
    isReady,
    isBroughtBack,
    change(to: (draft: ProductDraft) => ProductDraft) {
      setState((now) => {
        const next = { ...now, draft: to(now.draft) }
        try {
          localStorage.setItem(key, JSON.stringify(next))
        } catch {
          // A device without room, or one that keeps nothing: the form works all the same.
        }
        return next
      })
    },
    forget() {
      localStorage.removeItem(key)
    },
  }
}

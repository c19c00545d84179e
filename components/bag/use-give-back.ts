'use client'

import { useState } from 'react'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { useText } from '#lib/languages/text.ts'

const TIMEOUT_MS = 8_000

/** Gives held claims back. `leaving` has those on their way; `problem` says what did not work and what to do. */
export function useGiveBack(onGivenBack: (claimId: string) => void) {
  const t = useText('bag')
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<string | null>(null)

  const giveBack = async (claimId: string) => {
    setProblem(null)
    setLeaving((ids) => new Set([...ids, claimId]))
    const { mine } = getShopClaims()
    const isGone = await deleteClaim(claimId)
    if (isGone) {
      onGivenBack(claimId)
      mine.remove(claimId)
    } else {
      setProblem(t('giveBackFailed'))
    }
    void mine.read()
    setLeaving((ids) => new Set([...ids].filter((id) => id !== claimId)))
  }
  return { leaving, problem, giveBack }
}

/** True when the claim is no longer held: given back now or before. */
async function deleteClaim(claimId: string): Promise<boolean> {
  try {
    const response = await fetch(`/api/claims/${claimId}`, {
      method: 'DELETE',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.status === 204 || response.status === 404
  } catch {
    // Offline or too slow: nothing is lost, the claim's own clock gives it back.
    return false
  }
}

import { useState } from 'react'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { leaveLine } from '#lib/waits/leave-line.ts'

export type Leaving = 'no' | 'asked' | 'under_way' | 'failed'

/** Leaving the line in two taps: a place is not lost by a slip of the thumb. */
export function useLeaving(waitId: string | null) {
  const [leaving, setLeaving] = useState<Leaving>('no')
  const leave = async () => {
    if (waitId === null) return
    setLeaving('under_way')
    const isGone = await leaveLine(waitId)
    if (isGone) getShopClaims().mine.dropWait(waitId)
    void getShopClaims().mine.read()
    setLeaving(isGone ? 'no' : 'failed')
  }
  return { leaving, setLeaving, leave }
}

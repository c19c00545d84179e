import type { MyClaims } from '#lib/claims/my-claims.ts'
import { buzz } from '#lib/haptics/buzz.ts'
import type { Text } from '#lib/languages/translator.ts'
import { timeOfDay } from '#lib/time/time-of-day.ts'

const BUZZ_MS = [20, 40, 20, 120, 20, 40, 20]

/**
 * Says that something came back where the person may be looking: in the hand, and in the title of the tab, which is what
 * is seen of a page in the background. Each offer once, in each tab; the title is put back when the claim is gone. Returns
 * the function that ends it.
 */
export function announceOffers(mine: MyClaims, t: Text<'layout'>): () => void {
  const announced = new Set(offeredClaimIds(mine))
  let titleBefore = document.title
  let titleDuring: string | null = null

  return mine.subscribe(() => {
    const offered = offeredClaimIds(mine)
    for (const claimId of offered) {
      if (announced.has(claimId)) continue
      announced.add(claimId)
      buzz(BUZZ_MS)
      const claim = mine.getState().claims.find((one) => one.id === claimId)
      if (titleDuring === null) titleBefore = document.title
      const time = timeOfDay(Date.parse(claim?.expiresAt ?? ''), t.language)
      titleDuring = `${t('yoursUntil', { time })} · ${titleBefore}`
      document.title = titleDuring
    }
    if (offered.length > 0 || titleDuring === null) return
    // Another page has a title of its own by now.
    if (document.title === titleDuring) document.title = titleBefore
    titleDuring = null
  })
}

/** Claims offered to somebody in line that are still held. */
function offeredClaimIds(mine: MyClaims): string[] {
  const { claims, waits } = mine.getState()
  const held = new Set(claims.filter((claim) => claim.status === 'held').map((claim) => claim.id))
  return waits.flatMap(({ status, claimId }) =>
    status === 'offered' && claimId !== null && held.has(claimId) ? [claimId] : [],
  )
}

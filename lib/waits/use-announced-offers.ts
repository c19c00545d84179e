import { useEffect } from 'react'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { useText } from '#lib/languages/text.ts'
import { announceOffers } from './announce-offer.ts'

/** Announces what comes back for this shopper on whatever page stands in the frame. */
export function useAnnouncedOffers(): void {
  const t = useText('layout')
  useEffect(() => announceOffers(getShopClaims().mine, t), [t])
}

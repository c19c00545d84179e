import { useEffect } from 'react'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { lateCode } from '#lib/time/late-code.ts'

/** Keeps what the claimed items of this page are called, for the offline page. Loads what it takes only once there is a claim. */
export function useKeptNames(
  saleTitle: string,
  names: () => readonly (readonly [id: string, name: string])[],
) {
  const { claims } = useMyClaims()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names of a page do not change, its claims do
  useEffect(() => {
    if (claims.length === 0) return
    const claimed = names().filter(([id]) => claims.some(({ itemId }) => itemId === id))
    if (claimed.length === 0) return
    lateCode(() => import('./kept-names.ts')).then(
      ({ keepNames }) => keepNames(claimed.map(([itemId, name]) => ({ itemId, name, saleTitle }))),
      // It is gone: the offline page says how many units instead.
      () => {},
    )
  }, [claims, saleTitle])
}

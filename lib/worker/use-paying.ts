import { useEffect } from 'react'
import { holdPaying } from './paying-lock.ts'

/** While `isPaying`, the shop is not exchanged under the shopper: see lib/worker/paying-lock.ts. */
export function usePaying(isPaying: boolean): void {
  useEffect(() => (isPaying ? holdPaying(navigator.locks) : undefined), [isPaying])
}

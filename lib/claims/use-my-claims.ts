import { createContext, useContext, useSyncExternalStore } from 'react'
import { type MyClaimsState, NO_CLAIMS } from './my-claims.ts'
import { getShopClaims } from './shop-claims.ts'

/** What a page that is made for one shopper heard on the server. Everywhere else nobody is known there. */
export const HeardOnServer = createContext<MyClaimsState>(NO_CLAIMS)

/** What this shopper holds; while the page is made on the server, what that page has heard. */
export function useMyClaims(): MyClaimsState {
  const heard = useContext(HeardOnServer)
  return useSyncExternalStore(subscribe, read, () => heard)
}

function subscribe(listener: () => void): () => void {
  return getShopClaims().mine.subscribe(listener)
}

function read(): MyClaimsState {
  return getShopClaims().mine.getState()
}

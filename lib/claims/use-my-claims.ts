import { useSyncExternalStore } from 'react'
import { type MyClaimsState, NO_CLAIMS } from './my-claims.ts'
import { getShopClaims } from './shop-claims.ts'

/** What this shopper holds; nothing while the page is made on the server, where nobody is known. */
export function useMyClaims(): MyClaimsState {
  return useSyncExternalStore(subscribe, read, readOnServer)
}

function subscribe(listener: () => void): () => void {
  return getShopClaims().mine.subscribe(listener)
}

function read(): MyClaimsState {
  return getShopClaims().mine.getState()
}

function readOnServer(): MyClaimsState {
  return NO_CLAIMS
}

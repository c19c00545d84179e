/**
 * What the service worker may answer. Everything else goes to the network as if it were not there: the API, which says
 * what is true now, the merchant's pages, and every other host, so that neither Stripe's nor Supabase's traffic passes through it.
 */
export type Asked = {
  sameOrigin: boolean
  url: URL
  request: Pick<Request, 'method' | 'mode' | 'destination'>
}

/** Named by their content: what is kept under such a name is right for ever. */
export function isBuildFile({ sameOrigin, url }: Asked): boolean {
  return sameOrigin && url.pathname.startsWith('/_next/static/')
}

/** Drawn pictures and icons of the shop's own. Pictures made of live stock are under /sales/ and are not kept. */
export function isPicture({ sameOrigin, url, request }: Asked): boolean {
  return sameOrigin && request.destination === 'image' && /^\/(demo|icons)\//.test(url.pathname)
}

/** Pages for shoppers, always from the network. A file, which has a dot, is no page; a form that is posted is no visit. */
export function isShopperPage({ sameOrigin, url, request }: Asked): boolean {
  if (!sameOrigin || request.mode !== 'navigate' || request.method !== 'GET') return false
  return !/^\/(api|dashboard|local|_next)(\/|$)|\./.test(url.pathname)
}

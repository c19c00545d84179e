import type { IncomingMessage } from 'node:http'

const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/

/**
 * Why a request may not touch the switches, null when it may. They are for whoever sits at this machine: a name that
 * only resolves to it (DNS rebinding) or a page of another site that posts here is refused.
 */
export function refusedSender(req: IncomingMessage): string | null {
  const { host, origin } = req.headers
  const site = req.headers['sec-fetch-site']
  if (!OWN_HOST.test(host ?? '')) return 'Open this by the address 127.0.0.1 or localhost.'
  const isForeign = origin !== undefined && origin !== `http://${host}`
  if (isForeign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    return 'This was sent by a page of another site: use the page at /local/stripe instead.'
  }
  return null
}

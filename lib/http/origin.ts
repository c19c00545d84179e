import type { ApiCall } from '#lib/http/call.ts'

/**
 * Whether a write may use the cookies it came with. Browsers send Origin on every write that leaves a page, and
 * current ones Sec-Fetch-Site too; a page of another site can forge neither. A program that is not a browser sends
 * neither and has no cookies it was tricked into sending. `same-site` is refused: a neighbouring subdomain is not us.
 */
export function isOwnOrigin(call: ApiCall, shopUrl: string, trustedProxies: number): boolean {
  const site = call.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = call.header('origin')
  if (origin === undefined || origin === shopUrl) return true
  const reached = reachedHost(call, trustedProxies)
  // What nearly every request of a browser is; the comparison of parsed addresses below costs ten times as much.
  if (reached && (origin === `https://${reached}` || origin === `http://${reached}`)) return true
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  if (host === '') return false
  return host === new URL(shopUrl).host || host === reached
}

/** Host the person typed in: a trusted proxy says it in X-Forwarded-Host, else it is the Host header. */
function reachedHost(call: ApiCall, trustedProxies: number): string | undefined {
  const forwarded = trustedProxies > 0 ? call.header('x-forwarded-host') : undefined
  return (forwarded ?? call.header('host'))?.trim().toLowerCase()
}

/** Whether the person reached us by https, directly or through a trusted proxy; decides Secure on cookies. */
export function isHttps(call: ApiCall, shopUrl: string, trustedProxies: number): boolean {
  if (call.isEncrypted || shopUrl.startsWith('https:')) return true
  return trustedProxies > 0 && call.header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https'
}

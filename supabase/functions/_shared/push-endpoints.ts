/** The push services of the browsers there are; `*` is any name of a domain. The table push_services says the same. */
const SERVICES = [
  'https://fcm.googleapis.com',
  'https://*.push.services.mozilla.com',
  'https://web.push.apple.com',
  'https://*.notify.windows.com',
]

const ENDPOINT = /^(https?:\/\/([a-z0-9.-]+)(?::[0-9]{1,5})?)\/[!-~]+$/

/**
 * Whether an endpoint belongs to a push service. It is typed in by whoever subscribes and called by us, from inside: so nothing
 * that is not on the list is stored, and nothing that is not on it is called. `ownOrigin` is one more, of an installation that
 * has a push service of its own.
 */
export function isPushEndpoint(endpoint: string, ownOrigin: string | null): boolean {
  const [, origin, host] = ENDPOINT.exec(endpoint) ?? []
  if (origin === undefined || host === undefined || !URL.canParse(endpoint)) return false
  // What we looked at must be what is called: no second reading of the same text.
  if (new URL(endpoint).origin !== origin) return false
  return origin === ownOrigin || SERVICES.some((service) => matches(origin, service))
}

function matches(origin: string, service: string): boolean {
  if (!service.includes('*')) return origin === service
  const [scheme = '', domain = ''] = service.split('*')
  return origin.startsWith(scheme) && origin.endsWith(domain) && origin.length > scheme.length + domain.length
}

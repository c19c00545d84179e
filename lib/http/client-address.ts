import { isIP } from 'node:net'
import type { ApiCall } from '#lib/http/call.ts'

/** Where our own server tells Next who is at the other end of the connection. */
export const PEER_HEADER = 'x-stampede-peer'

/**
 * The address limits are counted by. X-Forwarded-For is believed only as far as there are proxies of ours: with n
 * of them, the n-th entry from the right was written by the outermost one; everything left of it is hearsay.
 * IPv6 is cut to its /64, since one household has a whole one.
 */
export function clientAddress(call: Pick<ApiCall, 'peerAddress' | 'header'>, trustedProxies: number): string {
  const peer = call.peerAddress ?? 'unknown'
  if (trustedProxies === 0) return normalise(peer)
  const hops = (call.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  const named = hops.at(-trustedProxies) ?? hops[0]
  return normalise(named && isIP(named) !== 0 ? named : peer)
}

function normalise(address: string): string {
  const bare = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
  if (isIP(bare) !== 6) return bare
  return `${expand(bare).slice(0, 4).join(':')}::/64`
}

function expand(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? address).toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right].map((part) =>
    part.replace(/^0+(?=.)/, ''),
  )
}

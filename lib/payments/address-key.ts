import 'server-only'
import { createHmac } from 'node:crypto'
import type { Env } from '#lib/env.ts'
import { clientAddress, PEER_HEADER } from '#lib/http/client-address.ts'

/**
 * Which network address an action was sent from, as a keyed hash: enough to count the cards declined from there, and nothing
 * anybody could read an address out of.
 */
export function addressKey(
  headers: { get(name: string): string | null },
  env: Pick<Env, 'passSecret' | 'trustedProxies'>,
): string {
  const header = (name: string) => headers.get(name) ?? undefined
  const address = clientAddress({ peerAddress: headers.get(PEER_HEADER), header }, env.trustedProxies)
  return createHmac('sha256', env.passSecret).update(`payments ${address}`).digest('hex').slice(0, 32)
}

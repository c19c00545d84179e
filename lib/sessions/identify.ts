import { getEnv } from '#lib/env.ts'
import type { ApiCall } from '#lib/http/call.ts'
import { readCookies } from '#lib/http/cookies.ts'
import { isOwnOrigin } from '#lib/http/origin.ts'
import { type Pass, passCookieName, passTokensOf, verifyPass } from '#lib/passes/pass.ts'
import { readSessionCookie } from '#lib/sessions/session-cookie.ts'
import { verifyToken } from '#lib/sessions/verify-token.ts'

/** Who sent a request. `saleIds` are the sales their passes are for; null for a session, which is good for all. */
export type Shopper = { shopperId: string; saleIds: readonly string[] | null }

export type Identity = {
  /** The shopper who may act in this sale, or null: no pass for it and no session. */
  shopperIn(saleId: string): Promise<string | null>
  /** The shopper as such, the session first; null when nothing is good. */
  shopper(): Promise<Shopper | null>
}

export type Refusal = 'unauthenticated' | 'forbidden_origin'

/**
 * Reads who sent this: `Authorization: Pass …`, else `Bearer …`, else cookies. A header that is no good is refused
 * even if there are good cookies, because it is what the sender meant. Other schemes are somebody else's (a proxy's
 * Basic, say) and are passed over. A write by cookie must come from our own pages.
 *
 * Throws BusyError when a session has to be checked and Auth's keys cannot be fetched.
 */
export async function identify(call: ApiCall, isWrite: boolean): Promise<Identity | Refusal> {
  const [scheme = '', token = ''] = (call.header('authorization') ?? '').split(' ', 2)
  switch (scheme.toLowerCase()) {
    case 'pass': {
      const pass = verifyPass(token, getEnv().passSecret, Date.now())
      return pass ? identityOfPass(pass) : 'unauthenticated'
    }
    case 'bearer': {
      const session = await verifyToken(token)
      return session ? identityOfSession(session.shopperId) : 'unauthenticated'
    }
    default:
      return identityOfCookies(call, isWrite)
  }
}

function identityOfPass(pass: Pass): Identity {
  return {
    shopperIn: async (saleId) => (saleId === pass.saleId ? pass.shopperId : null),
    shopper: async () => ({ shopperId: pass.shopperId, saleIds: [pass.saleId] }),
  }
}

function identityOfSession(shopperId: string): Identity {
  return { shopperIn: async () => shopperId, shopper: async () => ({ shopperId, saleIds: null }) }
}

function identityOfCookies(call: ApiCall, isWrite: boolean): Identity | Refusal {
  const env = getEnv()
  const cookies = readCookies(call.header('cookie'))
  const session = readSessionCookie(cookies, env.supabaseUrl)
  const passTokens = passTokensOf(cookies)
  if (!session && passTokens.length === 0) return 'unauthenticated'
  if (isWrite && !isOwnOrigin(call, env.shopUrl, env.trustedProxies)) return 'forbidden_origin'

  const bySession = async () =>
    session ? ((await verifyToken(session.accessToken))?.shopperId ?? null) : null
  return {
    // The pass first: its check is a hundred times cheaper than the first one of a session.
    async shopperIn(saleId) {
      const pass = verifyPass(cookies.get(passCookieName(saleId)) ?? '', env.passSecret, Date.now())
      return pass?.saleId === saleId ? pass.shopperId : bySession()
    },
    async shopper() {
      const shopperId = await bySession()
      return shopperId ? { shopperId, saleIds: null } : shopperOfPasses(passTokens, env.passSecret)
    },
  }
}

/** Passes of two people in one browser (somebody signed in meanwhile): the one minted last says who it is now. */
function shopperOfPasses(tokens: readonly string[], secret: string): Shopper | null {
  const passes = tokens.map((token) => verifyPass(token, secret, Date.now())).filter((pass) => pass !== null)
  const newest = passes.toSorted((a, b) => b.expiresAtMs - a.expiresAtMs)[0]
  if (!newest) return null
  const own = passes.filter((pass) => pass.shopperId === newest.shopperId)
  return { shopperId: newest.shopperId, saleIds: own.map((pass) => pass.saleId) }
}

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
  /** The shopper who may act in this sale, or null: no pass for it and no session. At once when a pass says it. */
  shopperIn(saleId: string): string | null | Promise<string | null>
  /** The shopper as such, the session first; null when nothing is good. */
  shopper(): Promise<Shopper | null>
}

export type Refusal = 'unauthenticated' | 'forbidden_origin'

/**
 * Reads who sent this: `Authorization: Pass …`, else `Bearer …`, else cookies. A header that is no good is refused
 * even if there are good cookies, because it is what the sender meant. Other schemes are somebody else's (a proxy's
 * Basic, say) and are passed over. A write by cookie must come from our own pages.
 *
 * Answers without a promise unless a bearer token has to be checked. Rejects with BusyError when a session has to be
 * checked and Auth's keys cannot be fetched.
 */
export function identify(call: ApiCall, isWrite: boolean): Identity | Refusal | Promise<Identity | Refusal> {
  const authorization = call.header('authorization')
  if (!authorization) return identityOfCookies(call, isWrite)
  const [scheme = '', token = ''] = authorization.split(' ', 2)
  switch (scheme.toLowerCase()) {
    case 'pass': {
      const pass = verifyPass(token, getEnv().passSecret, Date.now())
      return pass ? new PassIdentity(pass) : 'unauthenticated'
    }
    case 'bearer':
      return verifyToken(token).then((session) =>
        session ? identityOfSession(session.shopperId) : 'unauthenticated',
      )
    default:
      return identityOfCookies(call, isWrite)
  }
}

class PassIdentity implements Identity {
  readonly #pass: Pass

  constructor(pass: Pass) {
    this.#pass = pass
  }

  shopperIn(saleId: string): string | null {
    return saleId === this.#pass.saleId ? this.#pass.shopperId : null
  }

  async shopper(): Promise<Shopper> {
    return { shopperId: this.#pass.shopperId, saleIds: [this.#pass.saleId] }
  }
}

function identityOfSession(shopperId: string): Identity {
  return { shopperIn: () => shopperId, shopper: async () => ({ shopperId, saleIds: null }) }
}

function identityOfCookies(call: ApiCall, isWrite: boolean): Identity | Refusal {
  const env = getEnv()
  const cookies = readCookies(call.header('cookie'))
  const passTokens = passTokensOf(cookies)
  // The session is only read where no pass will do: two kilobytes to decode, parse and check for every tap otherwise.
  const session = () => readSessionCookie(cookies, env.supabaseUrl)
  if (passTokens.length === 0 && !session()) return 'unauthenticated'
  if (isWrite && !isOwnOrigin(call, env.shopUrl, env.trustedProxies)) return 'forbidden_origin'

  const bySession = async () => {
    const stored = session()
    return stored ? ((await verifyToken(stored.accessToken))?.shopperId ?? null) : null
  }
  return {
    // The pass first: its check is a hundred times cheaper than the first one of a session.
    shopperIn(saleId) {
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

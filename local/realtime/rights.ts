import type { Logger } from 'pino'
import { type Access, DatabaseUnavailable, type Extension, FULL_ACCESS, type Policies } from './policies.ts'
import { type Claims, checkToken, type TokenCheck, type VerifyToken } from './tokens.ts'
import type { TopicName } from './topics.ts'

export type Authority = { policies: Policies; verifyToken: VerifyToken; log: Logger }

/** What one token may do on one topic. `token` is null for the socket's own key. */
export type Grant = { claims: Claims; token: string | null; mayRead: Access }

export type GrantAnswer = { ok: true; grant: Grant } | { ok: false; reason: string }

export const UNAVAILABLE = 'UnableToConnectToProject: Realtime was unable to connect to the project database'

async function readAccess(authority: Authority, topic: TopicName, check: TokenCheck, token: string | null) {
  if (!check.ok) return check
  const mayRead = topic.isPrivate ? await authority.policies.mayRead(topic.name, check.claims) : FULL_ACCESS
  if (mayRead.broadcast || mayRead.presence)
    return { ok: true as const, grant: { claims: check.claims, token, mayRead } }
  const reason = `Unauthorized: You do not have permissions to read from this Channel topic: ${topic.name}`
  return { ok: false as const, reason }
}

/**
 * Whether a token may read a topic. Without a token the socket's key decides. Public topics are open to every valid token.
 * Reasons are "Code: sentence". Never rejects: a database or verifier out of reach is a reason like others.
 */
export async function grantAccess(
  authority: Authority,
  topic: TopicName,
  token: string | null,
  socketKey: string,
): Promise<GrantAnswer> {
  try {
    const check = await checkToken(authority.verifyToken, token ?? socketKey)
    return await readAccess(authority, topic, check, token)
  } catch (error) {
    authority.log.warn({ reason: String(error) }, 'a realtime permission could not be checked')
    return { ok: false, reason: UNAVAILABLE }
  }
}

/** The rights of one channel, remembered until a newer token comes. */
export class Rights {
  readonly #authority: Authority
  readonly #topic: TopicName
  #grant: Grant
  #mayWrite: Partial<Record<Extension, boolean>> = {}
  #renewals = 0

  constructor(authority: Authority, topic: TopicName, grant: Grant) {
    this.#authority = authority
    this.#topic = topic
    this.#grant = grant
  }

  get mayRead(): Access {
    return this.#grant.mayRead
  }

  /** Seconds since 1970, null for never. */
  get expiresAt(): number | null {
    return this.#grant.claims.exp
  }

  /** Undefined while nobody has asked the database yet. */
  mayWrite(extension: Extension): boolean | undefined {
    return this.#topic.isPrivate ? this.#mayWrite[extension] : true
  }

  /** Asks the database at most once per token. Null when it could not say. */
  async checkWrite(extension: Extension): Promise<boolean | null> {
    for (;;) {
      const known = this.mayWrite(extension)
      if (known !== undefined) return known
      const grant = this.#grant
      try {
        const answer = await this.#authority.policies.mayWrite(this.#topic.name, grant.claims, extension)
        // An answer about an older token is of no use: ask again.
        if (grant === this.#grant) this.#mayWrite[extension] = answer
      } catch (error) {
        const log = this.#authority.log
        if (error instanceof DatabaseUnavailable)
          log.warn({ reason: error.message }, 'a realtime write was not checked')
        else log.error({ reason: String(error) }, 'a realtime write check failed')
        return null
      }
    }
  }

  /** Takes a newer token; answers why the channel must close, or null when it may go on. */
  async renew(token: string): Promise<string | null> {
    if (token === this.#grant.token) return null
    this.#renewals += 1
    const renewal = this.#renewals
    const answer = await grantAccess(this.#authority, this.#topic, token, token)
    if (renewal !== this.#renewals) return null
    if (!answer.ok) return answer.reason.replace(/^\w+: /, '')
    this.#grant = answer.grant
    this.#mayWrite = {}
    return null
  }
}

import type { ApiAnswer } from '#lib/http/problems.ts'

/** A request's whole body, or `too_large` beyond {@link BODY_MAX_BYTES}. */
export type ApiBody = Buffer | 'too_large'

/** What a handler is told: the same from Node's http and from Next's Request, so that one handler serves both. */
export type ApiCall = {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  /** Lower-case name; several values are joined as HTTP does. */
  header(name: string): string | undefined
  /** The address of the other end of the connection; null where the host does not tell. */
  readonly peerAddress: string | null
  /** True when the connection itself is encrypted (a proxy's word is judged elsewhere). */
  readonly isEncrypted: boolean
  /** Of a POST, which is handed over once it is all there; empty for every other method. */
  body(): ApiBody
}

/** Answers at once whatever needs nothing from outside: a promise for each of a hundred thousand losers adds up. */
export type ApiHandler = (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>

/** No call of ours needs more; anything larger is answered 413 without being kept. */
export const BODY_MAX_BYTES = 4096
/** An oversized body is read and thrown away up to here, so that the refusal can be read; beyond it the line is cut. */
export const BODY_DRAIN_MAX_BYTES = 8 * 1024 * 1024

export const NO_BODY: ApiBody = Buffer.alloc(0)

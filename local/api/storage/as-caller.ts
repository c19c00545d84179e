import type { Sql, TransactionSql } from 'postgres'
import type { Credentials } from '../caller.ts'
import { json } from '../replies.ts'

export type Caller = { role: string; sub: string | null; claims: Readonly<Record<string, unknown>> }

/** Who asks, or the answer to a token that is none of ours. */
export function callerOf(who: Credentials): Caller | { response: Response } {
  if (who.token && !who.token.ok) {
    const message =
      who.token.reason === 'expired' ? '"exp" claim timestamp check failed' : 'Invalid Compact JWS'
    return { response: json(400, { statusCode: '403', error: 'Unauthorized', message }) }
  }
  const claims = who.token?.ok ? who.token.claims : { role: who.key }
  return { role: claims.role, sub: who.token?.ok ? who.token.claims.sub : null, claims }
}

/** Runs statements as the caller: what they may do is decided by the policies on storage.objects, as hosted. */
export function asCaller<T>(sql: Sql, caller: Caller, run: (tx: TransactionSql) => Promise<T>): Promise<T> {
  const begun = sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify(caller.claims)}, true),
      set_config('request.jwt.claim.sub', ${caller.sub ?? ''}, true),
      set_config('request.jwt.claim.role', ${caller.role}, true), set_config('role', ${caller.role}, true)`
    return { value: await run(tx) }
  })
  return begun.then(({ value }) => value)
}

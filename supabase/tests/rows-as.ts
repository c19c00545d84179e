import { sql } from './fixtures.ts'

/** The rows of one question, asked as somebody who is signed in. */
export function rowsAs<Row>(user: string, ask: (on: typeof sql) => PromiseLike<Row[]>): Promise<Row[]> {
  return sql.begin(async (tx) => {
    const claims = JSON.stringify({ sub: user, role: 'authenticated' })
    await tx`select set_config('request.jwt.claims', ${claims}, true), set_config('role', 'authenticated', true)`
    return [...(await ask(tx as unknown as typeof sql))]
  }) as Promise<Row[]>
}

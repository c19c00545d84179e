import type { Action } from '#lib/team/permissions.ts'
import type { sql, TestSale } from '../fixtures.ts'

export type On = typeof sql

/**
 * Something that a role of a merchant may do or not: a function of the database, called for real. `make` puts in place what it is done to, anew for
 * every person, and answers the call; `allowed` is what that answers to who may.
 */
export type Deed = {
  /** The action of `member_actions` it belongs to. */
  action: Action
  /** The function, or the table that is read or written. */
  does: string
  allowed: string
  make(sale: TestSale): Promise<(on: On) => Promise<string>>
}

/** What the one column `outcome` of the one row says; `null` in words. */
export async function outcome(call: PromiseLike<readonly Record<string, unknown>[]>): Promise<string> {
  return String((await call)[0]?.outcome ?? 'null')
}

/** `shown` where a question answers with a row, else `nothing`. */
export async function shown(rows: PromiseLike<readonly unknown[]>): Promise<string> {
  return (await rows).length > 0 ? 'shown' : 'nothing'
}

/** A deed that reads: nothing has to be put in place, and who may not is shown nothing. */
export function reading(
  action: Action,
  does: string,
  ask: (on: On, sale: TestSale) => PromiseLike<readonly unknown[]>,
  prepare: (sale: TestSale) => Promise<unknown> = async () => {},
): Deed {
  return {
    action,
    does,
    allowed: 'shown',
    async make(sale) {
      await prepare(sale)
      return (on) => shown(ask(on, sale))
    },
  }
}

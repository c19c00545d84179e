import type { Rule } from '../evidence.ts'

/** A merchant's move that was acknowledged is in the log once, however often it was sent. */
export const movesLogged: Rule = function* ({ exchanges, tables }) {
  const logged = Map.groupBy(tables.moves, (move) => move.requestId)
  for (const [requestId, rows] of logged) {
    if (rows.length > 1) yield `move ${requestId} was made ${rows.length} times`
  }
  for (const { action, asked, outcome } of exchanges) {
    if (action === 'merchant_move' && outcome?.type === 'ok' && !logged.has(asked.requestId ?? ''))
      yield `${asked.move} ${asked.requestId} was answered ${outcome.code} and is not in the log`
  }
}

import type { HistoryEvent } from '../history/history.ts'
import { gather, type Rule } from './evidence.ts'
import { neverLost, neverTwice, placesKept } from './rules/acknowledged.ts'
import { everybodyAnswered, noInternalErrors } from './rules/answers.ts'
import { firstComeFirstServed } from './rules/arrival.ts'
import { onlyWhileOpen } from './rules/hours.ts'
import { limitsKept } from './rules/limits.ts'
import { noLineJumped, noUnitIdle, offeredOnce, offersInOrder, onePlaceEach } from './rules/line.ts'
import { movesLogged } from './rules/moves.ts'
import { paidOrGivenBack } from './rules/payments.ts'
import { neverClosedWhileOpen, neverWronglyRefused } from './rules/refusals.ts'
import { auditsEmpty, claimsAndMovementsAgree, neverOversold, timeRunsForward } from './rules/stock.ts'
import type { Tables } from './tables.ts'

export type Violation = { rule: string; detail: string }

/** Every promise, by the name under which its violation is reported. */
export const RULES = {
  neverOversold,
  timeRunsForward,
  auditsEmpty,
  claimsAndMovementsAgree,
  neverLost,
  placesKept,
  movesLogged,
  neverTwice,
  neverWronglyRefused,
  neverClosedWhileOpen,
  firstComeFirstServed,
  limitsKept,
  onlyWhileOpen,
  everybodyAnswered,
  noInternalErrors,
  paidOrGivenBack,
  offeredOnce,
  offersInOrder,
  onePlaceEach,
  noUnitIdle,
  noLineJumped,
} satisfies Record<string, Rule>

/** Holds what was promised against what is there. Pure: the same history and tables give the same violations. */
export function check(history: readonly HistoryEvent[], tables: Tables): Violation[] {
  const evidence = gather(history, tables)
  return Object.entries(RULES).flatMap(([rule, find]) =>
    [...find(evidence)].map((detail) => ({ rule, detail })),
  )
}

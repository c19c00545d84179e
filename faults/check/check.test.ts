import { expect, test } from 'vitest'
import { check, RULES } from './check.ts'
import { asked, historyOf, type MadeUp, madeUp, told } from './made-up.ts'

/** What the rule must find when this is done to a history that is true. */
type Lie = [rule: keyof typeof RULES, lie: string, tell: (story: MadeUp) => void]

const at = <T>(rows: readonly T[], index: number): T => {
  const row = rows.at(index)
  if (!row) throw new Error(`There is no row ${index}.`)
  return row
}

const lies: Lie[] = [
  [
    'neverOversold',
    'one unit more was claimed than there is',
    ({ tables }) => {
      tables.movements.splice(3, 0, { ...at(tables.movements, 2), atMs: 1300, commit: 'x', claimId: 'X' })
    },
  ],
  [
    'neverOversold',
    'a counter is not what the movements add up to',
    ({ tables }) => Object.assign(at(tables.items, 0), { free: 1, sold: 2 }),
  ],
  ['neverOversold', 'a unit is nowhere', ({ tables }) => Object.assign(at(tables.items, 0), { sold: 2 })],
  ['auditsEmpty', 'an audit found something', ({ tables }) => tables.audits.push('free 3, recomputed 2')],
  [
    'claimsAndMovementsAgree',
    'a claim was released twice',
    ({ tables }) => tables.movements.splice(4, 0, at(tables.movements, 3)),
  ],
  [
    'claimsAndMovementsAgree',
    'a released claim calls itself held',
    ({ tables }) => Object.assign(at(tables.claims, 1), { status: 'held' }),
  ],
  [
    'claimsAndMovementsAgree',
    'half of a claim was given back',
    ({ tables }) => Object.assign(at(tables.movements, 5), { quantity: 1 }),
  ],
  ['neverLost', 'an acknowledged claim is gone', ({ tables }) => tables.claims.splice(0, 1)],
  [
    'neverLost',
    'somebody was told of a claim that is another’s',
    ({ exchanges }) => Object.assign(at(exchanges, 1), { who: 'eve' }),
  ],
  [
    'neverLost',
    'the answer gave another position',
    ({ exchanges }) => Object.assign(at(exchanges, 0).outcome?.claim ?? {}, { position: 7 }),
  ],
  [
    'neverLost',
    'the answer gave fewer units',
    ({ tables }) => Object.assign(at(tables.claims, 0), { quantity: 1 }),
  ],
  [
    'neverLost',
    'a claim said to be released was not',
    ({ exchanges }) => Object.assign(at(exchanges, 5), { asked: { claimId: 'A' } }),
  ],
  [
    'neverTwice',
    'one request has two claims',
    ({ tables }) => tables.claims.push({ ...at(tables.claims, 0), id: 'A2', position: 4 }),
  ],
  [
    'neverTwice',
    'the same request was answered with two claims',
    ({ exchanges }) =>
      exchanges.push(asked(20, 'ada', 160, 190, 2, { type: 'ok', code: 'repeated', claim: told('B', 2, 1) })),
  ],
  [
    'neverTwice',
    'after a yes came a no to the same request',
    ({ exchanges }) =>
      exchanges.push(asked(20, 'ada', 1300, 1350, 2, { type: 'fail', code: 'limit_reached' })),
  ],
  ['neverTwice', 'a claim nobody asked for', ({ exchanges }) => exchanges.splice(1, 1)],
  [
    'neverWronglyRefused',
    'sold_out while some were held',
    ({ exchanges }) => Object.assign(at(exchanges, 2).outcome ?? {}, { code: 'sold_out' }),
  ],
  [
    'neverWronglyRefused',
    'all_held while enough were free',
    ({ exchanges }) => Object.assign(at(exchanges, 2), { sentAtMs: 150, answeredAtMs: 180 }),
  ],
  [
    'neverWronglyRefused',
    'all_held when all were sold',
    ({ exchanges }) => Object.assign(at(exchanges, 8).outcome ?? {}, { code: 'all_held' }),
  ],
  [
    'firstComeFirstServed',
    'a position is missing',
    ({ tables }) => Object.assign(at(tables.claims, 1), { position: 4 }),
  ],
  [
    'firstComeFirstServed',
    'who came later is ahead',
    ({ exchanges }) => {
      Object.assign(at(exchanges, 0).outcome?.claim ?? {}, { position: 2 })
      Object.assign(at(exchanges, 1).outcome?.claim ?? {}, { position: 1 })
    },
  ],
  [
    'firstComeFirstServed',
    'a place in line was given twice',
    ({ tables }) => Object.assign(at(tables.waits, 1), { place: 1 }),
  ],
  [
    'firstComeFirstServed',
    'who joined the line later is ahead',
    ({ exchanges }) => {
      Object.assign(at(exchanges, 3).outcome?.wait ?? {}, { place: 2 })
      Object.assign(at(exchanges, 4).outcome?.wait ?? {}, { place: 1 })
    },
  ],
  [
    'limitsKept',
    'a shopper had more than the limit for a moment',
    ({ tables }) => Object.assign(at(tables.claims, 1), { shopperId: 'ada' }),
  ],
  [
    'onlyWhileOpen',
    'a claim at closing time',
    ({ tables }) => Object.assign(at(tables.sales, 0), { closesAtMs: 1625 }),
  ],
  [
    'onlyWhileOpen',
    'a claim before the sale opened',
    ({ tables }) => Object.assign(at(tables.sales, 0), { opensAtMs: 1126 }),
  ],
  [
    'everybodyAnswered',
    'an answer took more than ten seconds',
    ({ exchanges }) => Object.assign(at(exchanges, 8), { answeredAtMs: 32_000 }),
  ],
  [
    'everybodyAnswered',
    'an answer never came',
    ({ exchanges }) => Object.assign(at(exchanges, 8), { answeredAtMs: null, outcome: null }),
  ],
  [
    'noInternalErrors',
    'the server broke',
    ({ exchanges }) => Object.assign(at(exchanges, 8).outcome ?? {}, { status: 500, code: 'internal' }),
  ],
  [
    'paidOrGivenBack',
    'a settled order is cancelled',
    ({ tables }) => Object.assign(at(tables.orders, 0), { status: 'cancelled', refundedCents: 2000 }),
  ],
  [
    'paidOrGivenBack',
    'a paid order without its units',
    ({ tables }) => Object.assign(at(tables.claims, 0), { status: 'released' }),
  ],
  [
    'paidOrGivenBack',
    'an order paid by half',
    ({ tables }) => Object.assign(at(tables.orders, 0), { chargedCents: 1000 }),
  ],
  [
    'paidOrGivenBack',
    'one claim paid for twice',
    ({ tables }) => tables.orders.push({ ...at(tables.orders, 0), id: 'second' }),
  ],
  ['paidOrGivenBack', 'an order nobody has', ({ tables }) => tables.orders.splice(0, 1)],
  [
    'offeredOnce',
    'one claim offered to two places',
    ({ tables }) => Object.assign(at(tables.waits, 1), { claimId: 'C', offeredAtMs: 1700 }),
  ],
  [
    'offersInOrder',
    'the second in line was served first',
    ({ tables }) =>
      Object.assign(
        at(tables.waits, 0),
        { offeredAtMs: 1800 },
        Object.assign(at(tables.waits, 1), { offeredAtMs: 1700 }) && {},
      ),
  ],
  [
    'offeredOnce',
    'an offer went to somebody else',
    ({ tables }) => Object.assign(at(tables.waits, 0), { shopperId: 'eve' }),
  ],
  [
    'onePlaceEach',
    'one shopper stands in line twice',
    ({ tables }) => Object.assign(at(tables.waits, 1), { shopperId: 'cy' }),
  ],
  [
    'noLineJumped',
    'somebody claimed past the line',
    ({ tables }) =>
      Object.assign(
        at(tables.waits, 0),
        { claimId: null },
        Object.assign(at(tables.movements, 4), { cause: 'claim_stock' }) && {},
      ),
  ],
  [
    'noUnitIdle',
    'units lay idle for more than a second',
    ({ tables }) =>
      Object.assign(
        at(tables.movements, 4),
        { atMs: 2700, commit: 'late' },
        Object.assign(at(tables.waits, 0), { offeredAtMs: 2700 }) && {},
      ),
  ],
]

test('the true history has no violation', () => {
  const { exchanges, tables } = madeUp()
  expect(check(historyOf(exchanges), tables)).toEqual([])
})

test.each(lies)('%s is found broken when %s', (rule, _lie, tell) => {
  const story = madeUp()
  tell(story)
  const found = check(historyOf(story.exchanges), story.tables).map((violation) => violation.rule)
  expect(found).toContain(rule)
})

test('every rule is able to fail', () => {
  expect(new Set(lies.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)))
})

import { asked, at, type Lie, told } from './made-up.ts'

/** What the rules about answers, claims and the line must find. */
export const liesToShoppers: Lie[] = [
  [
    'neverClosedWhileOpen',
    'somebody was told closed in the middle of the sale',
    ({ exchanges }) => exchanges.push(asked(20, 'fay', 900, 950, 1, { type: 'fail', code: 'closed' })),
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
  ['placesKept', 'a place that was given is gone', ({ tables }) => tables.waits.splice(1, 1)],
  [
    'placesKept',
    'the answer gave a better place',
    ({ exchanges }) => Object.assign(at(exchanges, 4).outcome?.wait ?? {}, { place: 1 }),
  ],
  [
    'placesKept',
    'a place that was left is still waiting',
    ({ exchanges }) => {
      const left = asked(20, 'di', 700, 750, 1, { type: 'ok', code: 'done' })
      exchanges.push({ ...left, action: 'leave_line', asked: { waitId: 'wait-of-di' } })
    },
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

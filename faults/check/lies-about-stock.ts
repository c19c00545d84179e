import { asked, at, type Lie } from './made-up.ts'

/** What the rules about stock, time, money and the merchant must find. */
export const liesAboutStock: Lie[] = [
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
  [
    'timeRunsForward',
    'who waited for the lock kept the time of before',
    ({ tables }) => Object.assign(at(tables.movements, 2), { atMs: 1100 }),
  ],
  [
    'movesLogged',
    'a move was made twice',
    ({ tables }) => {
      const move = { saleId: 'sale', requestId: 'twice', move: 'extend', atMs: 50, commit: 'm' }
      tables.moves.push(move, move)
    },
  ],
  [
    'movesLogged',
    'a move that was acknowledged left no trace',
    ({ exchanges }) => {
      const moved = asked(20, 'merchant', 700, 750, 1, { type: 'ok', code: 'restocked' })
      exchanges.push({ ...moved, action: 'merchant_move', asked: { requestId: 'gone', move: 'restock' } })
    },
  ],
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
  [
    'onlyWhileOpen',
    'a claim while the sale was paused',
    ({ tables }) =>
      tables.moves.push({ saleId: 'sale', requestId: 'p', move: 'pause', atMs: 1600, commit: 'pause' }),
  ],
  [
    'onlyWhileOpen',
    'a claim after the sale was closed',
    ({ tables }) =>
      tables.moves.push({ saleId: 'sale', requestId: 'c', move: 'close', atMs: 1600, commit: 'close' }),
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
    'two transactions locked in different orders',
    ({ exchanges }) => Object.assign(at(exchanges, 8).outcome ?? {}, { code: '40P01' }),
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
]

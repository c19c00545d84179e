import fc from 'fast-check'
import { cancelling, declining, refunding, settling } from './banking.ts'
import { claiming, manyAsks, oneAsk, releasing } from './claiming.ts'
import type { Plan } from './move.ts'
import * as time from './passing-time.ts'
import { abandoning, attaching, opening } from './paying.ts'
import * as running from './running.ts'
import { joining, leaving, linking } from './waiting.ts'

type Weighted = { weight: number; arbitrary: fc.Arbitrary<Plan> }

const ofShoppers: Weighted[] = [
  { weight: 9, arbitrary: claiming(manyAsks) },
  { weight: 8, arbitrary: claiming(oneAsk) },
  { weight: 4, arbitrary: releasing },
  { weight: 8, arbitrary: joining(manyAsks) },
  { weight: 3, arbitrary: leaving },
  { weight: 1, arbitrary: linking },
]
const ofPayments: Weighted[] = [
  { weight: 10, arbitrary: opening },
  { weight: 6, arbitrary: attaching },
  { weight: 7, arbitrary: settling },
  { weight: 7, arbitrary: declining },
  { weight: 2, arbitrary: abandoning },
  { weight: 3, arbitrary: cancelling },
  { weight: 2, arbitrary: refunding },
]
const ofTheMerchant: Weighted[] = [
  { weight: 6, arbitrary: running.resuming },
  { weight: 1, arbitrary: running.extending },
  { weight: 1, arbitrary: running.withdrawing },
  { weight: 2, arbitrary: running.restocking },
]
const ofTime: Weighted[] = [
  { weight: 6, arbitrary: time.runningOut },
  { weight: 2, arbitrary: time.runningOutOfPayTime },
  { weight: 4, arbitrary: time.ticking },
  { weight: 2, arbitrary: time.releasingExpired },
  { weight: 1, arbitrary: time.forgetting },
  { weight: 3, arbitrary: time.opening },
]
/** What ends a sale is seldom, because little can happen afterwards. */
const endings = fc.oneof(running.closing, running.callingOff, time.closing)

const kinds = [...ofShoppers, ...ofPayments, ...ofTheMerchant, ...ofTime]
export const anyPlan: fc.Arbitrary<Plan> = fc.oneof(
  ...kinds.map(({ weight, arbitrary }) => ({ weight: weight * 3, arbitrary })),
  { weight: 2, arbitrary: running.pausing },
  { weight: 1, arbitrary: endings },
)

/** What comes before: it had better leave claims and a line to contend for. */
export const preparingPlan: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 3, arbitrary: anyPlan },
  { weight: 1, arbitrary: claiming(manyAsks) },
  { weight: 2, arbitrary: joining(manyAsks) },
)

/** What may come at the same moment: everything but the passing of time, which is set before. */
const simultaneous: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 4, arbitrary: claiming(oneAsk) },
  { weight: 5, arbitrary: releasing },
  { weight: 3, arbitrary: joining(oneAsk) },
  { weight: 3, arbitrary: leaving },
  { weight: 1, arbitrary: linking },
  ...ofPayments,
  ...ofTheMerchant,
  { weight: 1, arbitrary: running.pausing },
  { weight: 1, arbitrary: running.closing },
  { weight: 1, arbitrary: running.callingOff },
  { weight: 4, arbitrary: time.ticking },
)
/** What contends for one claim or order. */
const overAClaim = fc.oneof(
  releasing,
  opening,
  time.ticking,
  leaving,
  settling,
  declining,
  cancelling,
  attaching,
)
/** What contends for the free units of an item, and for its line. */
const overUnits = fc.oneof(
  { weight: 4, arbitrary: claiming(oneAsk) },
  { weight: 3, arbitrary: joining(oneAsk) },
  { weight: 2, arbitrary: releasing },
  { weight: 2, arbitrary: leaving },
  { weight: 1, arbitrary: time.ticking },
  { weight: 3, arbitrary: running.withdrawing },
  { weight: 1, arbitrary: running.restocking },
  { weight: 1, arbitrary: running.closing },
)
const twoOrThree = { minLength: 2, maxLength: 3 }
export const simultaneousPlans: fc.Arbitrary<Plan[]> = fc.oneof(
  fc.array(simultaneous, twoOrThree),
  fc.array(overAClaim, twoOrThree),
  fc.array(overUnits, twoOrThree),
  // The same request, sent again before it was answered.
  simultaneous.map((plan) => [plan, plan]),
)

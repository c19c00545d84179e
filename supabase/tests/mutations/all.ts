import { accountMutations } from './accounts.ts'
import { afterSale } from './after-sale.ts'
import { certificates } from './certificate.ts'
import { claims } from './claims.ts'
import { customers } from './customers.ts'
import { insightMutations } from './insight.ts'
import { line } from './line.ts'
import { moves } from './moves.ts'
import type { Mutation } from './mutation.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { productMutations } from './products.ts'
import { push } from './push.ts'
import { tableMutations } from './tables.ts'
import { teamMutations } from './team.ts'

export type { Mutation }
export const mutations: readonly Mutation[] = [
  ...claims,
  ...line,
  ...orders,
  ...moves,
  ...teamMutations,
  ...afterSale,
  ...payments,
  ...customers,
  ...certificates,
  ...push,
  ...accountMutations,
  ...tableMutations,
  ...productMutations,
  ...insightMutations,
]

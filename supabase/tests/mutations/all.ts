import { certificates } from './certificate.ts'
import { claims } from './claims.ts'
import { line } from './line.ts'
import { moves } from './moves.ts'
import type { Mutation } from './mutation.ts'
import { orders } from './orders.ts'

export type { Mutation }
export const mutations: readonly Mutation[] = [...claims, ...line, ...orders, ...moves, ...certificates]

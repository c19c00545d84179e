import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { sql } from '../../fixtures.ts'
import { forgetLapses, tick } from '../rules/housekeeping.ts'
import { releaseExpired } from '../rules/release.ts'
import { type Move, pick, plan, which } from './move.ts'

/**
 * Time passes by moving instants into the past: nobody waits. The owner of the tables may do that where no function would.
 * Only a lapse that is history cannot be changed but by a superuser for whom triggers are off.
 */
const admin = postgres(inject('adminDbUrl'), { max: 1, onnotice: () => undefined })
afterAll(() => admin.end())

export const runningOut = plan(which, (n, model): Move | null => {
  const claim = pick(
    model.claims.filter((one) => one.status === 'held' && !one.isOver),
    n,
  )
  if (!claim) return null
  return {
    text: `the time of ${claim.name} runs out`,
    apply(state) {
      for (const one of state.claims) if (one.name === claim.name) one.isOver = true
    },
    async perform(real) {
      await sql`
        update claims set expires_at = clock_timestamp() - interval '2 seconds', held_until = clock_timestamp() - interval '2 seconds'
        where id = ${real.id(claim.name)} and status = 'held'`
    },
  }
})

export const runningOutOfPayTime = plan(which, (n, model): Move | null => {
  const order = pick(
    model.orders.filter((one) => one.status === 'paying'),
    n,
  )
  if (!order) return null
  return {
    text: `the time to pay of ${order.name} runs out`,
    apply(state) {
      state.timeouts += 1
      for (const one of state.orders) if (one.name === order.name) one.isOverSince = state.timeouts
    },
    async perform(real) {
      await sql`
        update orders set pay_expires_at = clock_timestamp() - interval '70 seconds'
        where id = ${real.id(order.name)} and status = 'paying'`
    },
  }
})

export const ticking = plan(
  fc.constant(null),
  (): Move => ({
    text: 'tick',
    apply: tick,
    async perform() {
      await sql`select tick()`
    },
  }),
)

export const releasingExpired = plan(
  fc.constant(null),
  (): Move => ({
    text: 'release what has expired',
    apply: releaseExpired,
    async perform() {
      await sql`select release_expired_claims()`
    },
  }),
)

export const forgetting = plan(fc.constant(null), (_, model): Move | null => {
  if (!model.claims.some((claim) => claim.lapse === 'counted')) return null
  return {
    text: 'lapses are long ago',
    apply: forgetLapses,
    async perform(real) {
      await admin.begin(async (tx) => {
        await tx`set local session_replication_role = replica`
        await tx`
          update claims set lapsed_at = lapsed_at - interval '2 hours'
          where item_id = any (${real.items}::uuid[]) and lapsed_at is not null`
      })
    },
  }
})

export const opening = plan(fc.constant(null), (_, model): Move | null => {
  if (model.clock !== 'before') return null
  return {
    text: 'the hour of opening',
    apply(state) {
      state.clock = 'during'
    },
    async perform(real) {
      await sql`update sales set opens_at = clock_timestamp() - interval '1 minute' where id = ${real.sale.saleId}`
    },
  }
})

export const closing = plan(fc.constant(null), (_, model): Move | null => {
  if (model.clock !== 'during') return null
  return {
    text: 'the hour of closing',
    apply(state) {
      state.clock = 'after'
    },
    async perform(real) {
      await sql`update sales set closes_at = clock_timestamp() where id = ${real.sale.saleId}`
    },
  }
})

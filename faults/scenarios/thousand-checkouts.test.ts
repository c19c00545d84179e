import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { buy, planBuyer } from '../payments/buyer.ts'
import { callOrdersOff } from '../payments/merchant.ts'
import { openPaymentShop, type PaymentShop } from '../payments/shop.ts'
import { findWrongs, untilQuiet } from '../payments/verdict.ts'
import { baseSeed, createRandom } from '../shoppers/random.ts'
import { say } from '../world/round.ts'

/** `CHECKOUT_SEEDS=3` runs as many seeds, one after the other; `npm test` runs one. */
const seeds = Array.from({ length: Number(process.env.CHECKOUT_SEEDS || 1) }, (_, nth) => baseSeed + nth)

const CHECKOUTS = 1_000
/** So many at once; the machines these run on have two cores. */
const AT_ONCE = 60
const STOCK = 850
const KILL_EVERY_MS = 9_000
const SWITCHES = {
  drop: 0.12,
  duplicate: 0.12,
  delay: 0.1,
  reorder: 0.1,
  tooMany: 0.04,
  fail: 0.03,
  failAfter: 0.03,
  loseAnswer: 0.04,
  delayMs: 1_500,
}

it.each(seeds)(
  '1,000 checkouts with every switch turned: no order is paid twice, none without units, no unit without money, no intent is left (seed %i)',
  { timeout: 600_000 },
  async (seed) => {
    const shop = await openPaymentShop({ stock: STOCK, holdSeconds: 10, paySeconds: 6 })
    try {
      await shop.setSwitches({ ...SWITCHES, seed })
      const began = performance.now()
      const fates = await rush(shop, seed)
      const rushMs = performance.now() - began
      const met = await shop.calm()
      await untilQuiet(shop)
      const counts = await countOrders(shop)
      say(
        `seed ${seed}: ${CHECKOUTS} checkouts in ${(rushMs / 1000).toFixed(1)} s, quiet ${((performance.now() - began - rushMs) / 1000).toFixed(1)} s later`,
      )
      say(`  shoppers: ${describe(fates)}`)
      say(`  faults: ${describe(met)}, functions killed ${fates.kills}`)
      say(`  orders: ${describe(counts)}`)
      expect(await findWrongs(shop), `seed ${seed}: run it again with FAULT_SEED=${seed}`).toEqual([])
      // A run in which little went wrong has shown nothing.
      for (const fate of Object.keys(SWITCHES).filter((name) => name !== 'delayMs'))
        expect(met[fate] ?? 0, fate).toBeGreaterThan(10)
      expect(fates.kills).toBeGreaterThan(1)
      expect(counts.paid).toBeGreaterThan(400)
      expect(counts.cancelled).toBeGreaterThan(10)
      expect(counts.waited, 'waited in line to pay').toBeGreaterThan(100)
      expect(counts.refunds, 'refunds').toBeGreaterThan(10)
      expect(counts['looked up'], 'looked up at Stripe').toBeGreaterThan(5)
    } finally {
      await shop.stop()
    }
  },
)

/** All of them, so many at once, while the functions are killed again and again. */
async function rush(shop: PaymentShop, seed: number): Promise<Record<string, number> & { kills: number }> {
  const random = createRandom(seed)
  const plans = Array.from({ length: CHECKOUTS }, () => planBuyer(random))
  const fates: Record<string, number> & { kills: number } = { kills: 0 }
  let isOver = false
  let stopWaiting = () => {}
  const untilOver = new Promise<void>((resolve) => {
    stopWaiting = resolve
  })
  const killer = (async () => {
    while (!isOver) {
      await Promise.race([pause(KILL_EVERY_MS), untilOver])
      if (isOver) return
      await shop.killFunctions()
      fates.kills += 1
    }
  })()
  const merchant = callOrdersOff(shop, random.int(0, 1e6))
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let plan = plans.pop(); plan; plan = plans.pop()) {
        const fate = await buy(shop, plan, random)
        fates[fate] = (fates[fate] ?? 0) + 1
      }
    }),
  )
  isOver = true
  stopWaiting()
  await killer
  await merchant.stop()
  return fates
}

async function countOrders({ sql }: PaymentShop): Promise<Record<string, number>> {
  const rows = await sql<{ name: string; count: number }[]>`
    select status as name, count(*)::int from orders group by status
    union all select 'waited', count(*)::int from payment_queue where started_at > asked_at + interval '50 ms'
    union all select 'looked up', count(*)::int from outbox where kind = 'look_up_payment'
    union all select 'refunds', count(*)::int from refunds
    union all select 'intents without an order', count(*)::int from outbox where dedupe_key like '%:stray:%'`
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

function describe(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

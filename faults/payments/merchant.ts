import { setTimeout as pause } from 'node:timers/promises'
import { createRandom } from '../shoppers/random.ts'
import type { PaymentShop } from './shop.ts'

const EVERY_MS = 700

/** A merchant who calls a paid order off every now and then, in the middle of it all: its money goes back by the outbox. */
export function callOrdersOff({ sql, saleId }: PaymentShop, seed: number): { stop(): Promise<void> } {
  const random = createRandom(seed)
  let isOver = false
  const calling = (async () => {
    while (!isOver) {
      await pause(EVERY_MS)
      await sql`
        select cancel_paid_order(o.id, 'Broken in the kiln.', ${random.uuid()})
        from (select id from orders where sale_id = ${saleId} and status = 'paid' order by number limit 1) o`
    }
  })()
  return {
    async stop() {
      isOver = true
      await calling
    },
  }
}

import { randomUUID } from 'node:crypto'
import { createSale, type SalePlan, type TestSale } from '../support/sale.ts'
import { type Answered, claim, claimIn, type HttpCloud, passFor, send } from './cloud.ts'

export type Shopper = { id: string; pass: string }
export type Listed = Record<string, unknown>
export type Holder = { shopper: Shopper; claimId: string }

/** A sale of one item whose units are all held, and what shoppers do about it by HTTP. */
export type HeldSale = {
  sale: TestSale
  itemId: string
  /** One for each unit, in the order they claimed. */
  holders: Holder[]
  newShopper(): Shopper
  /** POST /api/waits; `change` replaces fields of the body. */
  join(shopper: Shopper, change?: Record<string, unknown>): Promise<Answered>
  leave(shopper: Shopper, waitId: string): Promise<Answered>
  giveBack(holder: Holder | undefined): Promise<Answered>
  /** GET /api/me/claims. */
  mine(shopper: Shopper): Promise<{ claims: Listed[]; waits: Listed[] }>
  /** How many are ahead of the shopper's newest place, as listed. */
  aheadOf(shopper: Shopper): Promise<unknown>
}

export async function makeHeldSale(
  cloud: HttpCloud,
  stock: number,
  plan: Partial<SalePlan> = {},
): Promise<HeldSale> {
  const sale = await createSale(cloud.sql, { ...plan, items: [{ name: 'Mug', stock, limitPerShopper: 2 }] })
  const itemId = sale.items[0]?.id ?? ''
  const newShopper = () => {
    const id = randomUUID()
    return { id, pass: passFor(cloud, id, sale.id) }
  }
  const holders: Holder[] = []
  for (let n = 0; n < stock; n += 1) {
    const shopper = newShopper()
    holders.push({ shopper, claimId: String(claimIn(await claim(cloud, shopper.pass, { itemId })).id) })
  }
  const call = (shopper: Shopper, method: string, path: string, body: string | null = null) =>
    send(cloud.origin + path, { method, headers: headersOf(shopper), body })
  const mine: HeldSale['mine'] = async (shopper) => {
    const { body } = await call(shopper, 'GET', '/api/me/claims')
    return body as { claims: Listed[]; waits: Listed[] }
  }
  return {
    sale,
    itemId,
    holders,
    newShopper,
    join(shopper, change = {}) {
      const body = JSON.stringify({ itemId, quantity: 1, requestId: randomUUID(), ...change })
      return call(shopper, 'POST', '/api/waits', body)
    },
    leave: (shopper, waitId) => call(shopper, 'DELETE', `/api/waits/${waitId}`),
    giveBack(holder) {
      if (!holder) throw new Error('nobody holds that')
      return call(holder.shopper, 'DELETE', `/api/claims/${holder.claimId}`)
    },
    mine,
    aheadOf: async (shopper) => (await mine(shopper)).waits[0]?.aheadAtMost,
  }
}

export function headersOf({ pass }: Shopper): Record<string, string> {
  return { authorization: `Pass ${pass}`, 'content-type': 'application/json' }
}

/** The place inside an answer. */
export function waitIn(answered: Answered): Listed {
  return answered.body.wait as Listed
}

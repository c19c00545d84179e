import { expect, test } from 'vitest'
import { mailsOf, makePaidOrder, newTracking, orderLog, ship, shipmentsOf } from './after-sale.ts'
import { getOrder, sql, uuid } from './fixtures.ts'

const statusOf = async (orderId: string) => (await getOrder(orderId))?.status

const hear = async (tracking: string, state: string, event = uuid(), at: Date | null = null) =>
  (await sql`select record_carrier_update(${event}, ${state}, ${tracking}, ${at}) as outcome`)[0]?.outcome

test("the carrier's messages move a parcel on and never back, in whatever order and however often they come", async () => {
  const orders = [
    ['in_transit', 'delivered', 'returned'],
    ['returned', 'delivered', 'in_transit'],
    ['delivered', 'returned', 'in_transit'],
    ['returned', 'in_transit', 'delivered'],
  ]
  for (const states of orders) {
    const { orderId } = await makePaidOrder()
    const tracking = newTracking()
    await ship(orderId, { tracking })
    for (const state of states) {
      const event = uuid()
      await hear(tracking, state, event)
      expect(await hear(tracking, state, event)).toBe('duplicate')
    }
    expect((await shipmentsOf(orderId))[0]?.state).toBe('returned')
  }
  await expect(sql`update shipments set state = 'in_transit' where state = 'returned'`).rejects.toMatchObject(
    {
      code: 'ST002',
    },
  )
})

test('a number two orders share moves both, one nobody entered is not remembered, and delivered moves the order', async () => {
  const tracking = newTracking()
  const event = uuid()
  expect(await hear(tracking, 'delivered', event)).toBe('unknown_tracking')
  const [one, two] = [await makePaidOrder(), await makePaidOrder()]
  await ship(one.orderId, { tracking })
  await ship(two.orderId, { tracking })
  expect(await hear(tracking.toLowerCase(), 'delivered', event, new Date(Date.now() - 60_000))).toBe('moved')
  expect(await hear(tracking, 'in_transit')).toBe('no_news')
  for (const { orderId } of [one, two]) {
    expect(await statusOf(orderId)).toBe('delivered')
    expect(await mailsOf(orderId)).toEqual(['paid', 'shipped', 'delivered'])
    expect((await orderLog(orderId)).at(-1)).toMatchObject({ move: 'deliver', moved_by: null })
  }
})

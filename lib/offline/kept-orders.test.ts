import { beforeEach, expect, test, vi } from 'vitest'

const ORDER = {
  id: '6f1c3f2e-0000-4000-8000-000000000001',
  number: 'ST-1042',
  status: 'paid' as const,
  saleTitle: 'First Light',
  merchantName: 'Tidewater',
  totalCents: 8490,
  currency: 'EUR',
  lines: [{ productName: 'Storm lantern', variantName: 'Brass', quantity: 2 }],
  email: 'ada@example.com',
  addressLines: ['Weserstr. 12', '12045 Berlin'],
  paymentIntentId: 'pi_1',
}

let stored: Map<string, string>

beforeEach(() => {
  stored = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
  })
  vi.resetModules()
})

const load = () => import('./kept-orders.ts')

test('an order is kept as it was seen last, newest first, and none twice', async () => {
  const { keepOrder, listKeptOrders } = await load()
  keepOrder(ORDER, 1)
  keepOrder({ ...ORDER, id: 'other' }, 2)
  keepOrder({ ...ORDER, status: 'paid' }, 3)
  expect(listKeptOrders().map(({ id, seenAtMs }) => [id, seenAtMs])).toEqual([
    [ORDER.id, 3],
    ['other', 2],
  ])
  expect(listKeptOrders()[0]?.contents).toEqual(['2 × Storm lantern, Brass'])
})

test('who it is for, where it goes and how it was paid are not kept', async () => {
  const { keepOrder } = await load()
  keepOrder(ORDER, 1)
  const text = [...stored.values()].join()
  for (const secret of ['ada@', 'Weserstr', 'pi_1']) expect(text).not.toContain(secret)
})

test('twenty at most are kept, and all are forgotten when asked', async () => {
  const { forgetKeptOrders, keepOrder, listKeptOrders } = await load()
  for (let n = 0; n < 25; n += 1) keepOrder({ ...ORDER, id: `order-${n}` }, n)
  expect(listKeptOrders()).toHaveLength(20)
  forgetKeptOrders()
  expect(listKeptOrders()).toEqual([])
  expect(stored.size).toBe(0)
})

test('what somebody else wrote there is no order', async () => {
  const { listKeptOrders } = await load()
  for (const text of ['{', '{}', '[1, null, {"id": "x"}]']) {
    stored.set('stampede.orders', text)
    expect(listKeptOrders()).toEqual([])
  }
})

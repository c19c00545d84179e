import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStripe } from '#lib/stripe/client.ts'
import { createAddTax } from '#lib/tax/add-tax.ts'
import { containedTax } from '#lib/tax/contained-tax.ts'
import { claimOne, makeSale, openOrder, sql, type TestSale, uuid } from './fixtures.ts'

async function linesOf(orderId: string) {
  return sql<{ claim_id: string; tax_basis_points: number; tax_cents: string; cents: string }[]>`
    select claim_id, tax_basis_points, tax_cents, quantity::bigint * unit_price_cents as cents
    from order_lines where order_id = ${orderId} order by claim_id`
}
async function taxOf(orderId: string) {
  const [row] =
    await sql`select tax_cents, shipping_tax_cents, total_cents, tax_calculation_id from orders where id = ${orderId}`
  return row
}

test('pages and database round the tax in an amount alike', async () => {
  const amounts = fc.sample(
    fc.tuple(fc.integer({ min: 0, max: 100_000_000_000 }), fc.integer({ min: 0, max: 10_000 })),
    2000,
  )
  const rows = await sql<{ tax: string }[]>`
    select contained_tax(a, r) as tax
    from unnest(${amounts.map(([amount]) => amount)}::bigint[], ${amounts.map(([, rate]) => rate)}::int[]) with ordinality t (a, r, n)
    order by n`
  expect(rows.map((row) => Number(row.tax))).toEqual(
    amounts.map(([amount, rate]) => containedTax(amount, rate)),
  )
})

test("an order's tax is the sum of its lines' and its shipping's, frozen with its prices, whatever the rates", async () => {
  for (const [saleRate, productRate, price, shipping] of fc.sample(
    fc.tuple(fc.nat(2700), fc.option(fc.nat(2700)), fc.integer({ min: 1, max: 50_000 }), fc.nat(2000)),
    20,
  )) {
    const sale = await makeSale({ items: 3, priceCents: price, shippingCents: shipping })
    await sql`update sales set tax_basis_points = ${saleRate} where id = ${sale.saleId}`
    await sql`update products set tax_basis_points = ${productRate} where merchant_id = ${sale.merchantId} and slug = 'thing-1'`
    const shopper = uuid()
    for (const [n, item] of sale.itemIds.entries()) await claimOne({ shopper, item, quantity: n + 1 })
    const order = await openOrder(shopper, sale.saleId)
    const lines = await linesOf(order.order_id)
    const tax = await taxOf(order.order_id)
    expect(Number(tax?.tax_cents)).toBe(
      lines.reduce((sum, line) => sum + Number(line.tax_cents), Number(tax?.shipping_tax_cents)),
    )
    for (const line of lines)
      expect(Number(line.tax_cents)).toBe(containedTax(Number(line.cents), line.tax_basis_points))
    expect(
      lines.filter((line) => line.tax_basis_points === (productRate ?? saleRate)).length,
    ).toBeGreaterThan(0)
    // Contained: what is paid does not know the rate.
    expect(Number(order.total_cents)).toBe(6 * price + shipping)

    await sql`update sales set tax_basis_points = 2500 where id = ${sale.saleId}`
    expect(await taxOf(order.order_id)).toEqual(tax)
  }
})

test('no order can contain more tax than its total, nor a line more than its price', async () => {
  const { order } = await opened()
  await expect(
    sql`update orders set tax_cents = total_cents + 1 where id = ${order.order_id}`,
  ).rejects.toThrow(/tax_is_contained/)
  await expect(sql`update order_lines set tax_cents = -1 where order_id = ${order.order_id}`).rejects.toThrow(
    /tax_is_contained/,
  )
})

async function opened(): Promise<{ sale: TestSale; order: Awaited<ReturnType<typeof openOrder>> }> {
  const sale = await makeSale({ items: 2, priceCents: 10_700, shippingCents: 490 })
  await sql`update sales set tax_basis_points = 1900 where id = ${sale.saleId}`
  const shopper = uuid()
  for (const item of sale.itemIds) await claimOne({ shopper, item })
  return { sale, order: await openOrder(shopper, sale.saleId) }
}

describe('Stripe Tax', () => {
  const asked: { path: string; params: URLSearchParams }[] = []
  /** What the network answers for Stripe, in the types of its own package: drift does not compile. */
  let answerTotal = (total: number) => total
  let isAway = false
  let server: Server
  let stripe: Stripe

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const params = new URLSearchParams(await text(request))
      asked.push({ path: request.url ?? '', params })
      response.writeHead(isAway ? 500 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answerTo(request.method, params)))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    stripe = createStripe({
      stripeSecretKey: 'sk_test_tax',
      stripeApiBase: `http://127.0.0.1:${port}`,
      stripePublishableKey: null,
    })
  })
  afterAll(() => new Promise((done) => server.close(done)))

  function answerTo(method: string | undefined, params: URLSearchParams): object {
    if (isAway) return { error: { type: 'api_error', message: 'Try again later.' } }
    return method === 'POST' ? calculationOf(params) : linesAnswer()
  }
  const indexes = (params: URLSearchParams) =>
    [...params.keys()].flatMap((key) => /^line_items\[(\d+)\]\[amount\]$/.exec(key)?.[1] ?? [])
  function calculationOf(params: URLSearchParams) {
    const amounts = indexes(params).map((n) => Number(params.get(`line_items[${n}][amount]`)))
    const shipping = Number(params.get('shipping_cost[amount]'))
    const answer: Pick<
      Stripe.Tax.Calculation,
      'id' | 'object' | 'amount_total' | 'currency' | 'tax_amount_exclusive'
    > & {
      shipping_cost: Pick<Stripe.Tax.Calculation.ShippingCost, 'amount' | 'amount_tax' | 'tax_behavior'>
    } = {
      id: 'taxcalc_1',
      object: 'tax.calculation',
      amount_total: answerTotal(amounts.reduce((sum, amount) => sum + amount, shipping)),
      currency: 'eur',
      tax_amount_exclusive: 0,
      shipping_cost: { amount: shipping, amount_tax: 32, tax_behavior: 'inclusive' },
    }
    return answer
  }
  function linesAnswer() {
    const params =
      asked.findLast(({ path }) => path === '/v1/tax/calculations')?.params ?? new URLSearchParams()
    const data = indexes(params).map(
      (n): Pick<Stripe.Tax.CalculationLineItem, 'object' | 'reference' | 'amount_tax'> => ({
        object: 'tax.calculation_line_item',
        reference: params.get(`line_items[${n}][reference]`) ?? '',
        amount_tax: 700,
      }),
    )
    return { object: 'list', data, has_more: false, url: '/v1/tax/calculations/taxcalc_1/line_items' }
  }

  const warned: string[] = []
  const log = { warn: (_details: object, message: string) => void warned.push(message) }
  const delivery = {
    email: 'ada@shopper.test',
    name: 'Ada',
    address: { line1: 'Kai 1', line2: '', postalCode: '20457', city: 'Hamburg', country: 'DE' },
  }
  async function addTax(
    order: { order_id: string; attempt: number; total_cents: string },
    intent: string | null = null,
  ) {
    const attempt = {
      orderId: order.order_id,
      attempt: order.attempt,
      totalCents: Number(order.total_cents),
      currency: 'EUR',
      paymentIntentId: intent,
      status: 'paying' as const,
    }
    return createAddTax('stripe', { sql, stripe, log })(attempt, delivery)
  }

  test('calculates the lines of the order where the parcel goes, and its id goes to the intent', async () => {
    const { order } = await opened()
    expect(await addTax(order)).toEqual({ hooks: { inputs: { tax: { calculation: 'taxcalc_1' } } } })
    const params = asked.find(({ path }) => path === '/v1/tax/calculations')?.params
    expect(params?.get('currency')).toBe('eur')
    expect(params?.get('line_items[0][amount]')).toBe('10700')
    expect(params?.get('line_items[1][tax_behavior]')).toBe('inclusive')
    expect(params?.get('shipping_cost[tax_behavior]')).toBe('inclusive')
    expect(params?.get('customer_details[address][country]')).toBe('DE')
    expect(params?.get('customer_details[address_source]')).toBe('shipping')
    // Only what the tax depends on: not who it is.
    expect(params?.toString()).not.toMatch(/ada|Ada/)
    expect(await taxOf(order.order_id)).toMatchObject({
      tax_cents: '1432',
      shipping_tax_cents: '32',
      tax_calculation_id: 'taxcalc_1',
      total_cents: order.total_cents,
    })
    expect((await linesOf(order.order_id)).map((line) => [line.tax_cents, line.tax_basis_points])).toEqual([
      ['700', 700],
      ['700', 700],
    ])
  })

  test.each([
    ['it is away', true, 0],
    ['it calculated something else than the order', false, 1],
  ])(
    'when %s, the payment goes on and the order keeps the rates of its sale',
    async (_what, away, tooMuch) => {
      isAway = away
      answerTotal = (total) => total + tooMuch
      const { order } = await opened()
      const before = await taxOf(order.order_id)
      expect(await addTax(order)).toEqual({})
      // An intent of an earlier attempt must not keep that one's calculation.
      expect(await addTax(order, 'pi_1')).toEqual({ hooks: { inputs: { tax: { calculation: '' } } } })
      expect(await taxOf(order.order_id)).toEqual(before)
      expect(warned.at(-1)).toMatch(/keeps the rates of its sale/)
      isAway = false
      answerTotal = (total) => total
    },
  )

  test('figures of another attempt, of a line too few or of more tax than price are not taken', async () => {
    const { order } = await opened()
    const lines = (await linesOf(order.order_id)).map(({ claim_id }) => ({ claim_id, tax_cents: 1 }))
    const set = async (attempt: number, figures: object[], shipping = 0) =>
      (
        await sql`select set_order_tax(${order.order_id}, ${attempt}, 'taxcalc_2', ${sql.json(figures as never)}, ${shipping}) as outcome`
      )[0]?.outcome
    expect(await set(order.attempt + 1, lines)).toBe('not_paying')
    expect(await set(order.attempt, lines.slice(1))).toBe('invalid')
    expect(await set(order.attempt, [...lines, { claim_id: uuid(), tax_cents: 1 }])).toBe('invalid')
    expect(
      await set(
        order.attempt,
        lines.map((line) => ({ ...line, tax_cents: 10_701 })),
      ),
    ).toBe('invalid')
    expect(await set(order.attempt, lines, 491)).toBe('invalid')
    expect(await set(order.attempt, lines)).toBe('set')
    expect(await set(order.attempt, lines)).toBe('set')
  })

  test('nothing of Stripe Tax is asked where the installation has its own rates', async () => {
    const before = asked.length
    const { order } = await opened()
    const attempt = {
      orderId: order.order_id,
      attempt: 1,
      totalCents: 1,
      currency: 'EUR',
      paymentIntentId: null,
      status: 'paying' as const,
    }
    expect(await createAddTax('sale', { sql, stripe, log })(attempt, delivery)).toEqual({})
    expect(asked.length).toBe(before)
  })
})

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { certificateFileShape } from '#lib/certificates/certificate.ts'
import { verifyCertificate } from '#lib/certificates/verify.ts'
import {
  claimOne,
  joinOne,
  leaveLine,
  makeSale,
  releaseClaim,
  runOut,
  settle,
  sql,
  startPayment,
  type TestSale,
  tick,
  uuid,
} from './fixtures.ts'

type Fate = { claims: number; units: number }
type Certificate = {
  isFinal: boolean
  items: Record<string, number | string>[]
  fates: Record<string, Fate>
  line: Record<string, number>
  money: Record<string, number | string>[]
  gaps: { of: string; gap: string }[]
  digests: Record<string, { lines: number; sha256: string }>
}

async function certificateOf(sale: TestSale): Promise<Certificate> {
  const [row] = await sql`select sale_certificate(${sale.saleId}) as certificate`
  return row?.certificate
}
async function linesOf(book: string, saleId: string): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`select line from ${sql(`export_${book}`)}(${saleId})`
  return rows.map(({ line }) => line)
}
const sha256 = (lines: string[]) =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')

/** One of every fate: a paid claim, one given back, one that lapsed, one whose money goes back, one whose payment ended. */
async function makeEventfulSale() {
  const sale = await makeSale({ stock: 12, priceCents: 11_900, shippingCents: 490 })
  await sql`update sales set tax_basis_points = 1900 where id = ${sale.saleId}`
  const paid = await startPayment(sale, 2)
  await settle(paid.intent, paid.total)
  const shopper = uuid()
  const given = await claimOne({ item: sale.itemId, shopper })
  await releaseClaim(given.claim_id, shopper)
  const lapsed = await claimOne({ item: sale.itemId, quantity: 3 })
  await runOut([lapsed.claim_id])
  await tick()
  const late = await startPayment(sale)
  await settle(late.intent, late.total + 1)
  const ended = await startPayment(sale)
  await sql`select cancel_order(${`evt_${uuid()}`}, 'payment_intent.canceled', ${ended.intent}, 'over')`
  await sql`select withdraw_stock(${sale.itemId}, 4, 'scratched', ${uuid()})`
  await sql`select restock(${sale.itemId}, 1, 'found one', ${uuid()})`
  return { sale, paid }
}

test('a certificate counts every unit, every claim and every cent once', async () => {
  const { sale } = await makeEventfulSale()
  const certificate = await certificateOf(sale)
  expect(certificate.items).toEqual([
    expect.objectContaining({
      number: 1,
      opened: 12,
      restocked: 1,
      returned: 0,
      free: 7,
      held: 0,
      sold: 2,
      withdrawn: 4,
      claims: 5,
      lastPosition: 5,
    }),
  ])
  expect(certificate.fates).toEqual({
    paid: { claims: 1, units: 2 },
    open: { claims: 0, units: 0 },
    given_back: { claims: 1, units: 1 },
    lapsed: { claims: 1, units: 3 },
    refund_due: { claims: 1, units: 1 },
    ended: { claims: 1, units: 1 },
  })
  expect(certificate.money).toEqual([
    {
      currency: 'EUR',
      orders: 3,
      openOrders: 0,
      paidOrders: 1,
      ordersCents: 24_290,
      taxCents: 3_878,
      authorisedCents: 0,
      chargedCents: 24_290 + 12_391,
      refundedCents: 0,
      disputedCents: 0,
      feeCents: 0,
    },
  ])
  // The money of the late payment is still to go back: an exception that is named, not hidden.
  expect(certificate.gaps.map(({ gap }) => gap)).toEqual(['charged but cancelled'])
  expect(certificate.isFinal).toBe(false)
})

test('a sale that is over, with everything settled, is final and has no gaps', async () => {
  const sale = await makeSale({ stock: 3 })
  const paid = await startPayment(sale)
  expect((await certificateOf(sale)).isFinal).toBe(false)
  await settle(paid.intent, paid.total)
  const held = await claimOne({ item: sale.itemId })
  await sql`select close_sale(${sale.saleId}, 'done', ${uuid()})`
  // Closed, but somebody's time to pay still runs.
  expect((await certificateOf(sale)).isFinal).toBe(false)
  await runOut([held.claim_id])
  await tick()
  expect(await certificateOf(sale)).toMatchObject({ isFinal: true, gaps: [] })
})

test("the waiting line's fate is in it, place by place", async () => {
  const sale = await makeSale({ stock: 1 })
  const first = await claimOne({ item: sale.itemId })
  const next = await joinOne({ item: sale.itemId })
  const gone = uuid()
  const left = await joinOne({ item: sale.itemId, shopper: gone })
  await leaveLine(left.wait_id, gone)
  await joinOne({ item: sale.itemId })
  await runOut([first.claim_id])
  await tick()
  expect(next.outcome).toBe('waiting')
  expect(await certificateOf(sale)).toMatchObject({
    line: { waiting: 1, offered: 1, left: 1, taken: 0, lapsed: 0, over: 0 },
    items: [{ waits: 3, lastPlace: 3 }],
  })
})

test('the digests are those of the lines that are exported, which name no shopper, claim or order by id', async () => {
  const { sale, paid } = await makeEventfulSale()
  const certificate = await certificateOf(sale)
  const ids = new Set([paid.shopper, paid.order.order_id, paid.claim.claim_id])
  for (const book of ['movements', 'waits', 'orders', 'money']) {
    const lines = await linesOf(book, sale.saleId)
    expect(certificate.digests[book]).toEqual({ lines: lines.length, sha256: sha256(lines) })
    expect([...ids].filter((id) => lines.join('\n').includes(`${id}`))).toEqual([])
    expect(lines.join('\n')).not.toMatch(/@|Ada/)
  }
  const [opened, claimed] = await linesOf('movements', sale.saleId)
  expect(opened).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,opened,1,12,,,,item created$/)
  expect(claimed).toMatch(/,claimed,1,2,1,[0-9a-f]{16},,/)
})

test('the same shopper has another name in another sale', async () => {
  const [one, two] = [await makeSale(), await makeSale()]
  const shopper = uuid()
  const names: string[] = []
  for (const sale of [one, two]) {
    await claimOne({ item: sale.itemId, shopper })
    names.push((await linesOf('movements', sale.saleId))[1]?.split(',')[5] ?? '')
  }
  expect(new Set(names).size).toBe(2)
})

test('a counter, a claim or an order that was changed by hand is a gap on the certificate', async () => {
  const { sale, paid } = await makeEventfulSale()
  await sql`update sale_items set free = free - 1, sold = sold + 1 where id = ${sale.itemId}`
  await sql`update orders set items_cents = items_cents + 1 where id = ${paid.order.order_id}`
  const { gaps } = await certificateOf(sale)
  expect(gaps.map(({ gap }) => gap).sort()).toEqual([
    'charged but cancelled',
    'free differs from movements',
    'lines do not add up',
    'paid without the money',
    'sold differs from claims',
    'sold differs from movements',
  ])
})

test('it is for the people of the merchant who see its money alone', async () => {
  const sale = await makeSale()
  const [member, packer, stranger] = [uuid(), uuid(), uuid()]
  await sql`insert into merchant_members values (${sale.merchantId}, ${member}, 'manager')`
  await sql`insert into merchant_members values (${sale.merchantId}, ${packer}, 'packer')`
  const as = (sub: string) =>
    sql.begin(async (tx) => {
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub, role: 'authenticated' })}, true),
        set_config('role', 'authenticated', true)`
      const [row] = await tx`select sale_certificate(${sale.saleId}) as certificate`
      return row?.certificate
    })
  expect(await as(member)).toMatchObject({ version: 1 })
  expect(await as(packer)).toBeNull()
  expect(await as(stranger)).toBeNull()
  const [unknown] = await sql`select sale_certificate(${uuid()}) as certificate`
  expect(unknown?.certificate).toBeNull()
})

test('what is exported recomputes to the certificate: two ways of counting, one from the rows, one from the lines', async () => {
  const { sale } = await makeEventfulSale()
  await claimOne({ item: sale.itemId, quantity: 7 })
  await joinOne({ item: sale.itemId })
  const file = {
    certificate: await certificateOf(sale),
    movements: await linesOf('movements', sale.saleId),
    waits: await linesOf('waits', sale.saleId),
    orders: await linesOf('orders', sale.saleId),
    money: await linesOf('money', sale.saleId),
  }
  expect(verifyCertificate(certificateFileShape.parse(file))).toMatchObject({
    isTrue: true,
    differences: [],
    named: [expect.stringContaining('charged but cancelled')],
  })
})

import { makeSale, sql, type TestSale, uuid } from '../fixtures.ts'
import { type Move, moveSale, moves } from '../moves.ts'
import { type Deed, outcome } from './deed.ts'

const OUTCOMES: Readonly<Record<Move, string>> = {
  pause: 'paused',
  resume: 'resumed',
  extend: 'extended',
  close: 'closed',
  cancel: 'cancelled',
  withdraw: 'withdrawn',
  restock: 'restocked',
}
const FUNCTIONS: Readonly<Partial<Record<Move, string>>> = { withdraw: 'withdraw_stock', restock: 'restock' }

/** Another sale of the same merchant: what is closed once is closed for everybody. */
async function anotherSale({ merchantId }: TestSale): Promise<TestSale> {
  const made = await makeSale()
  await sql`update products set slug = ${uuid()} where merchant_id = ${made.merchantId}`
  await sql`update products set merchant_id = ${merchantId} where merchant_id = ${made.merchantId}`
  await sql`update sales set merchant_id = ${merchantId} where id = ${made.saleId}`
  return { ...made, merchantId }
}

const ofSale = (move: Move): Deed => ({
  action: 'run_sales',
  does: FUNCTIONS[move] ?? `${move}_sale`,
  allowed: OUTCOMES[move],
  async make(at) {
    const sale = await anotherSale(at)
    if (move === 'resume') await moveSale('pause', sale)
    return (on) => moveSale(move, sale, { on })
  },
})

async function makeDraft(sale: TestSale, content: Record<string, unknown> = {}): Promise<string> {
  const id = uuid()
  await sql`select save_sale_draft(${sale.merchantId}, ${id}, null, ${sql.json(content as never)})`
  return id
}

/** A draft that lacks nothing. */
async function makeReadyDraft(sale: TestSale): Promise<string> {
  const [variant] = await sql`select variant_id from sale_items where id = ${sale.itemId}`
  await sql`update sales set hero_url = '/demo/hero.svg' where id = ${sale.saleId}`
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  return makeDraft(sale, {
    title: 'Midwinter kiln',
    category: 'ceramics',
    heroUrl: '/demo/hero.svg',
    heroAlt: 'Forty mugs on a shelf',
    opensAt: inHours(24),
    closesAt: inHours(25),
    holdSeconds: 300,
    paySeconds: 240,
    shippingCents: 490,
    capture: 'automatic',
    taxBasisPoints: 1900,
    taxName: 'VAT',
    returnsNote: 'Thirty days.',
    items: [{ variantId: variant?.variant_id, priceCents: 7900, limitPerShopper: 2, stock: 40 }],
  })
}

/** What is done to sales: built, scheduled, moved while they run. */
export const sellingDeeds: readonly Deed[] = [
  ...moves.map(ofSale),
  {
    action: 'build_sales',
    does: 'save_sale_draft',
    allowed: 'saved',
    async make({ merchantId }) {
      return (on) =>
        outcome(on`select outcome from save_sale_draft(${merchantId}, ${uuid()}, null, '{"title": "New"}')`)
    },
  },
  {
    action: 'build_sales',
    does: 'remove_sale_draft',
    allowed: 'removed',
    async make(sale) {
      const id = await makeDraft(sale)
      return (on) => outcome(on`select remove_sale_draft(${sale.merchantId}, ${id}) as outcome`)
    },
  },
  {
    action: 'build_sales',
    does: 'copy_sale_to_draft',
    allowed: 'copied',
    async make({ saleId }) {
      return (on) => outcome(on`select copy_sale_to_draft(${saleId}, ${uuid()}) as outcome`)
    },
  },
  {
    action: 'build_sales',
    does: 'check_sale_draft',
    allowed: 'shown',
    async make(sale) {
      const id = await makeDraft(sale)
      return (on) =>
        outcome(
          on`select case when check_sale_draft(${id}) is null then 'nothing' else 'shown' end as outcome`,
        )
    },
  },
  {
    action: 'build_sales',
    does: 'schedule_sale',
    allowed: 'scheduled',
    async make(sale) {
      const id = await makeReadyDraft(sale)
      return (on) => outcome(on`select outcome from schedule_sale(${id}, 0)`)
    },
  },
]

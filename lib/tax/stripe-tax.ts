import 'server-only'
import type Stripe from 'stripe'
import type { Attempt, Delivery } from '#lib/orders/open-order.ts'
import type { IntentTax, TaxDeps } from './add-tax.ts'

type Line = { claim_id: string; quantity: number; cents: string }
type LineTax = { claim_id: string; tax_cents: number }

/** The most lines Stripe takes in one calculation. */
const LINES_MAX = 100

/** Tells the intent that an earlier attempt's calculation is not this one's. */
const NO_CALCULATION: IntentTax = { hooks: { inputs: { tax: { calculation: '' } } } }

/**
 * Stripe Tax: a calculation for the order's lines and address, prices containing the tax. Its id goes to the intent, whose
 * success then records the tax transaction (and whose refunds reverse it); its figures go into the order.
 * https://docs.stripe.com/tax/payment-intent
 */
export async function calculateStripeTax(
  deps: TaxDeps,
  attempt: Attempt,
  delivery: Delivery,
): Promise<IntentTax> {
  try {
    const calculation = await calculate(deps, attempt, delivery)
    return { hooks: { inputs: { tax: { calculation } } } }
  } catch (error) {
    deps.log.warn(
      { err: error, orderId: attempt.orderId },
      'Stripe Tax gave no figures: the order keeps the rates of its sale',
    )
    return attempt.paymentIntentId === null ? {} : NO_CALCULATION
  }
}

async function calculate({ sql, stripe }: TaxDeps, attempt: Attempt, delivery: Delivery): Promise<string> {
  const { orderId } = attempt
  const [order] = await sql<
    { shipping_cents: string }[]
  >`select shipping_cents from public.orders where id = ${orderId}`
  const lines = await sql<Line[]>`
    select claim_id, quantity, quantity::bigint * unit_price_cents as cents from public.order_lines
    where order_id = ${orderId} order by claim_id`
  // What is given away has no tax, and Stripe takes no line without an amount.
  const priced = lines.filter((line) => Number(line.cents) > 0)
  if (priced.length === 0 || priced.length > LINES_MAX)
    throw new Error(`${priced.length} lines cannot be calculated.`)
  const shippingCents = Number(order?.shipping_cents ?? 0)
  const { line1, line2, postalCode, city, country } = delivery.address
  const calculation = await stripe.tax.calculations.create(
    {
      currency: attempt.currency.toLowerCase(),
      line_items: priced.map((line) => ({
        amount: Number(line.cents),
        quantity: line.quantity,
        reference: line.claim_id,
        tax_behavior: 'inclusive',
      })),
      ...(shippingCents > 0 && { shipping_cost: { amount: shippingCents, tax_behavior: 'inclusive' } }),
      customer_details: {
        address: { line1, line2, postal_code: postalCode, city, country },
        address_source: 'shipping',
      },
    },
    { idempotencyKey: `order:${orderId}:${attempt.attempt}:tax` },
  )
  if (!calculation.id || calculation.amount_total !== attempt.totalCents)
    throw new Error(`The calculation is of ${calculation.amount_total}, the order of ${attempt.totalCents}.`)
  const taxes = await listLineTaxes(stripe, calculation.id)
  const found = lines.map((line) => ({ claim_id: line.claim_id, tax_cents: taxOf(taxes, line) }))
  const [row] = await sql<{ outcome: string }[]>`
    select public.set_order_tax(${orderId}, ${attempt.attempt}, ${calculation.id}, ${sql.json(found)},
      ${calculation.shipping_cost?.amount_tax ?? 0}) as outcome`
  if (row?.outcome !== 'set') throw new Error(`set_order_tax answered ${row?.outcome}.`)
  return calculation.id
}

async function listLineTaxes(stripe: Stripe, calculationId: string): Promise<LineTax[]> {
  const { data } = await stripe.tax.calculations.listLineItems(calculationId, { limit: LINES_MAX })
  return data.map((item) => ({ claim_id: item.reference, tax_cents: item.amount_tax }))
}

function taxOf(taxes: readonly LineTax[], line: Line): number {
  if (Number(line.cents) === 0) return 0
  const tax = taxes.find(({ claim_id }) => claim_id === line.claim_id)
  if (!tax) throw new Error(`The calculation has no line ${line.claim_id}.`)
  return tax.tax_cents
}

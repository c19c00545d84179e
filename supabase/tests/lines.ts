import {
  claimStock,
  getWait,
  joinLine,
  makeSale,
  releaseClaim,
  type SaleOptions,
  sql,
  type TestSale,
  uuid,
} from './fixtures.ts'

/** A sale whose units are held one by one, with a line of so many shoppers who want one each. */
export async function makeLine(length: number, options: SaleOptions = {}) {
  const sale = await makeSale({ stock: 1, ...options })
  const holders = Array.from({ length: options.stock ?? 1 }, () => uuid())
  const claims = await claimStock(holders.map((shopper) => ({ shopper, item: sale.itemId })))
  const shoppers = Array.from({ length }, () => uuid())
  const places = await joinLine(shoppers.map((shopper) => ({ shopper, item: sale.itemId })))
  return {
    sale,
    giveBack: (n: number) => releaseClaim(claims[n]?.claim_id ?? null, holders[n] ?? ''),
    claimIds: claims.map((claim) => claim.claim_id),
    line: shoppers.map((shopper, n) => ({ shopper, waitId: places[n]?.wait_id ?? null })),
  }
}
/** How the places stand, in the order given. */
export const statuses = async (line: { waitId: string | null }[]) =>
  Promise.all(line.map(async ({ waitId }) => (await getWait(waitId))?.status))
/** The claim that a place was offered. */
export const offerOf = async (waitId: string | null | undefined): Promise<string> =>
  (await getWait(waitId ?? null))?.claim_id
export const pause = (sale: TestSale) => sql`select pause_sale(${sale.saleId}, 'test', ${uuid()})`
export const resume = (sale: TestSale) => sql`select resume_sale(${sale.saleId}, 'test', ${uuid()})`

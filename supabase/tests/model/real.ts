import { makeSale, type TestSale, uuid } from '../fixtures.ts'
import { readSale } from './read-sale.ts'
import { PRICE_CENTS, type Settings, SHIPPING_CENTS } from './state.ts'
import { claimLine, orderLine, type View, waitLine } from './view.ts'

const HOUR_SECONDS = 3600

/** The sale in the database that a model is held against, and what the model's names mean there. */
export type Real = {
  sale: TestSale
  /** In the order in which they are locked and served. */
  items: string[]
  shoppers: string[]
  /** The id of a claim, wait or order as last read; of anything else, one made up at its first use. */
  id(name: string): string
  /** Stripe's ids, which are text of theirs. */
  text(name: string): string
  nameOf(id: string | null): string | null
  read(): Promise<View>
}

export async function makeReal(settings: Settings): Promise<Real> {
  const sale = await makeSale({
    items: settings.items,
    stock: settings.stock,
    limit: settings.limit,
    lapsesForgiven: settings.lapsesForgiven,
    lapseWindowSeconds: HOUR_SECONDS,
    lineMax: settings.lineMax,
    opensIn: settings.opensIn === 'future' ? HOUR_SECONDS : -60,
    closesIn: 2 * HOUR_SECONDS,
    holdSeconds: HOUR_SECONDS,
    paySeconds: HOUR_SECONDS,
    offerSeconds: HOUR_SECONDS,
    priceCents: PRICE_CENTS,
    shippingCents: SHIPPING_CENTS,
  })
  const items = [...sale.itemIds].sort()
  const shoppers: string[] = Array.from({ length: settings.shoppers }, uuid)
  const ids = new Map<string, string>()
  const names = new Map<string, string>()
  const know = (name: string, id: string) => {
    ids.set(name, id)
    names.set(id, name)
    return name
  }
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id))
  const prefix = `${sale.saleId}_`
  const plain = (text: string) => text.replace(prefix, '')

  const real: Real = {
    sale,
    items,
    shoppers,
    nameOf,
    id: (name) => ids.get(name) ?? ids.get(know(name, uuid())) ?? '',
    text: (name) => `${prefix}${name}`,
    async read() {
      const rows = await readSale(sale.saleId)
      for (const claim of rows.claims) know(`c${items.indexOf(claim.item)}.${claim.position}`, claim.id)
      for (const wait of rows.waits) know(`w${items.indexOf(wait.item)}.${wait.place}`, wait.id)
      shoppers.forEach((shopper, n) => {
        const theirs = rows.orders.filter((order) => order.shopper === shopper)
        theirs.forEach((order, nth) => {
          know(`o${n}.${nth}`, order.id)
        })
      })
      const byName = <Row extends { id: string; shopper: string }>(all: Row[], line: (row: Row) => string) =>
        Object.fromEntries(all.map((row) => [nameOf(row.id), line(row)]))
      const shopperOf = (row: { shopper: string }) => shoppers.indexOf(row.shopper)
      return {
        sale: rows.status,
        items: rows.items.map(({ id: _, ...counters }) => counters),
        claims: byName(rows.claims, (row) =>
          claimLine({ ...row, shopper: shopperOf(row), order: nameOf(row.order) }),
        ),
        waits: byName(rows.waits, (row) =>
          waitLine({ ...row, shopper: shopperOf(row), claim: nameOf(row.claim) }),
        ),
        orders: byName(rows.orders, (row) =>
          orderLine({
            ...row,
            intent: row.intent && plain(row.intent),
            lines: row.lines.map((line) => nameOf(line) ?? ''),
          }),
        ),
        attempts: rows.attempts.map((row) => `${nameOf(row.order)}:${row.attempt}`).sort(),
        outbox: rows.outbox.map((key) => plain(key).split(':').map(nameOf).join(':')).sort(),
        audit: rows.audit,
        gaps: rows.gaps.map((row) => `${nameOf(row.order)} ${row.gap}`).sort(),
      }
    },
  }
  return real
}

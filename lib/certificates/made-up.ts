import fc from 'fast-check'
import type { CertificateFile, CertificateMoney, Fate, Place } from './certificate.ts'
import { FATES, PLACES } from './certificate.ts'
import { digestOf } from './verify.ts'

/** One thing that happens in a made-up sale; numbers choose among what is possible then. */
export type Step = {
  what: 'claim' | 'pay' | 'give_back' | 'lapse' | 'withdraw' | 'restock' | 'return'
  pick: number
  units: number
}

export const steps = fc.array(
  fc.record({
    what: fc.constantFrom<Step['what']>(
      'claim',
      'claim',
      'pay',
      'give_back',
      'lapse',
      'withdraw',
      'restock',
      'return',
    ),
    pick: fc.nat(100),
    units: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 3, maxLength: 60 },
)

const PRICE_CENTS = 2800

type Item = {
  number: number
  free: number
  held: number
  sold: number
  withdrawn: number
  opened: number
  restocked: number
  returned: number
  claims: number
}
type Claim = { item: Item; position: number; units: number; state: Fate; shopper: string }

/** Plays the steps as the shop would and writes the file it would export. What it counts, it counts as it goes, not from the lines. */
export function makeUpFile(played: readonly Step[], stocks = [20, 7]): CertificateFile {
  const items = stocks.map(
    (stock, index): Item => ({
      number: index + 1,
      free: stock,
      held: 0,
      sold: 0,
      withdrawn: 0,
      opened: stock,
      restocked: 0,
      returned: 0,
      claims: 0,
    }),
  )
  const claims: Claim[] = []
  const movements: string[] = []
  const orders: string[] = []
  const money: string[] = []
  const move = (kind: string, item: Item, units: number, claim: Claim | null, cause: string, order = '') =>
    movements.push(
      `${instant(movements.length)},${kind},${item.number},${units},${claim?.position ?? ''},${claim?.shopper ?? ''},${order},${cause}`,
    )
  for (const item of items) move('opened', item, item.opened, null, 'item created')

  const end = (claim: Claim, state: Fate, cause: string) => {
    claim.state = state
    claim.item.held -= claim.units
    claim.item.free += claim.units
    move('released', claim.item, claim.units, claim, cause)
  }
  for (const { what, pick, units } of played) {
    const item = items[pick % items.length]
    const open = claims.filter((claim) => claim.state === 'open')
    const claim = open[pick % Math.max(1, open.length)]
    if (what === 'claim' && item && item.free >= units) {
      item.claims += 1
      item.free -= units
      item.held += units
      const made: Claim = {
        item,
        position: item.claims,
        units,
        state: 'open',
        shopper: pick.toString(16).padStart(16, '0'),
      }
      claims.push(made)
      move('claimed', item, units, made, 'claim_stock')
    } else if (what === 'pay' && claim) {
      const number = `0000-${String(orders.length).padStart(4, '0')}`
      const cents = claim.units * PRICE_CENTS
      claim.state = 'paid'
      claim.item.held -= claim.units
      claim.item.sold += claim.units
      move('paid', claim.item, claim.units, claim, 'payment_intent.succeeded', number)
      orders.push(`${number},paid,EUR,${cents},490,100,${cents + 490},0,0,${instant(0)}`)
      money.push(`${instant(0)},charged,${number},${cents + 490},EUR,pi_${orders.length}`)
    } else if (what === 'give_back' && claim) end(claim, 'given_back', 'release_claim')
    else if (what === 'lapse' && claim) end(claim, 'lapsed', 'expired')
    else if (what === 'withdraw' && item && item.free >= units) {
      item.free -= units
      item.withdrawn += units
      move('withdrawn', item, units, null, 'withdraw_stock')
    } else if (what === 'restock' && item) {
      item.free += units
      item.restocked += units
      move('restocked', item, units, null, 'restock')
    } else if (what === 'return' && item && item.sold >= units) {
      item.sold -= units
      item.free += units
      item.returned += units
      move('returned', item, units, null, 'came back')
    }
  }
  return certify(items, claims, { movements, waits: ['1,1,1,left,,00000000000000aa'], orders, money })
}

const instant = (index: number) => `2026-11-24T10:00:${String(index % 60).padStart(2, '0')}.000000Z`

function certify(
  items: Item[],
  claims: Claim[],
  books: Omit<CertificateFile, 'certificate'>,
): CertificateFile {
  const digest = (lines: string[]) => ({ lines: lines.length, sha256: digestOf(lines) })
  const of = (fate: Fate) => claims.filter((claim) => claim.state === fate)
  const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
  const charged = sum(of('paid').map((claim) => claim.units * PRICE_CENTS + 490))
  const orders = of('paid').length
  const money: CertificateMoney[] =
    orders === 0
      ? []
      : [
          {
            currency: 'EUR',
            orders,
            openOrders: 0,
            paidOrders: orders,
            ordersCents: charged,
            taxCents: orders * 100,
            authorisedCents: 0,
            chargedCents: charged,
            refundedCents: 0,
            disputedCents: 0,
            feeCents: 0,
          },
        ]
  return {
    certificate: {
      version: 1,
      at: instant(0),
      isFinal: of('open').length === 0,
      isArchived: false,
      sale: {
        id: '7f0f3ab5-9c1e-4a2b-8f55-0d9be1a7e001',
        slug: 'first-light',
        title: 'First light',
        merchant: 'Tidewater',
        status: 'closed',
        phase: 'ended',
        opensAt: instant(0),
        closesAt: instant(1),
      },
      items: items.map((item) => ({
        ...item,
        product: 'Mug',
        variant: 'Fog',
        priceCents: PRICE_CENTS,
        lastPosition: item.claims,
        waits: item.number === 1 ? 1 : 0,
        lastPlace: item.number === 1 ? 1 : 0,
      })),
      fates: Object.fromEntries(
        FATES.map((fate) => [
          fate,
          { claims: of(fate).length, units: sum(of(fate).map((claim) => claim.units)) },
        ]),
      ) as CertificateFile['certificate']['fates'],
      line: Object.fromEntries(PLACES.map((place) => [place, place === 'left' ? 1 : 0])) as Record<
        Place,
        number
      >,
      money,
      gaps: [],
      digests: {
        movements: digest(books.movements),
        waits: digest(books.waits),
        orders: digest(books.orders),
        money: digest(books.money),
      },
    },
    ...books,
  }
}

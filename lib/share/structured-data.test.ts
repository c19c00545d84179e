import { describe, expect, it } from 'vitest'
import type { SalePhase } from '#lib/sales/phase.ts'
import type { SaleView } from '#lib/sales/sale-view.ts'
import type { StockState } from '#lib/sales/watch-snapshot.ts'
import { availability, homeData, saleData, structuredText } from './structured-data.ts'

const SHOP = 'https://shop.example'

function sale(change: Partial<SaleView> = {}): SaleView {
  const item = (id: string, name: string | null, priceCents: number) => ({
    id,
    name,
    priceCents,
    wasPriceCents: null,
    currency: 'EUR',
    limitPerShopper: 2,
  })
  return {
    id: 's',
    slug: 'last-boat',
    version: 1,
    isCancelled: false,
    title: 'Last boat',
    tagline: 'Small things.',
    category: 'travel',
    merchantName: 'Tidewater',
    picture: { url: '/demo/hero.svg', alt: 'A crate on a quay' },
    opensAtMs: Date.UTC(2026, 10, 24, 18),
    closesAtMs: Date.UTC(2026, 10, 24, 20),
    currency: 'EUR',
    fromCents: 1900,
    fromWasCents: null,
    productNames: ['Mug', 'Knife'],
    snapshot: {
      sale: { id: 's', slug: 'last-boat', opensAt: '', closesAt: '', phase: 'live' },
      items: [
        {
          id: 'fog',
          priceCents: 1900,
          currency: 'EUR',
          state: 'available',
          free: null,
          paying: null,
          limitPerShopper: 2,
        },
        {
          id: 'kelp',
          priceCents: 2150,
          currency: 'EUR',
          state: 'sold_out',
          free: 0,
          paying: null,
          limitPerShopper: 2,
        },
        {
          id: 'knife',
          priceCents: 4500,
          currency: 'EUR',
          state: 'low',
          free: 3,
          paying: null,
          limitPerShopper: 2,
        },
      ],
      version: 1,
      now: 0,
    },
    story: '',
    holdSeconds: 300,
    isCapturedAtShipping: false,
    shippingCents: 490,
    shippingNote: '',
    returnsNote: 'Thirty days.',
    tax: { name: 'VAT', basisPoints: 1900, byItem: {} },
    merchant: { name: 'Tidewater', story: '', logoUrl: null, supportEmail: 'a@b.c' },
    products: [
      {
        id: 'p1',
        name: 'Mug',
        description: 'Enamelled.',
        picture: { url: '/demo/mug.svg', alt: 'A mug' },
        items: [item('fog', 'Fog', 1900), item('kelp', 'Kelp', 2150)],
      },
      { id: 'p2', name: 'Knife', description: '', picture: null, items: [item('knife', null, 4500)] },
    ],
    ...change,
  }
}

describe('a sale for machines', () => {
  const [event, mug, knife] = saleData(sale(), 'live', SHOP)['@graph']

  it('is an event with its times, its place and who holds it', () => {
    expect(event).toMatchObject({
      '@type': 'SaleEvent',
      name: 'Last boat',
      startDate: '2026-11-24T18:00:00.000Z',
      endDate: '2026-11-24T20:00:00.000Z',
      eventStatus: 'https://schema.org/EventScheduled',
      location: { '@type': 'VirtualLocation', url: `${SHOP}/sales/last-boat` },
      organizer: { '@type': 'Organization', name: 'Tidewater' },
      image: [
        {
          '@type': 'ImageObject',
          url: `${SHOP}/sales/last-boat/picture.png`,
          caption: 'A crate on a quay',
        },
      ],
    })
  })

  it('has every product with each offer: price, whether it can be had, from and until when, what it costs to get here', () => {
    expect(mug).toMatchObject({
      '@type': 'Product',
      name: 'Mug',
      image: [`${SHOP}/demo/mug.svg`],
      offers: {
        '@type': 'AggregateOffer',
        lowPrice: '19.00',
        highPrice: '21.50',
        offerCount: 2,
        priceCurrency: 'EUR',
      },
    })
    expect(knife?.offers).toMatchObject({
      '@type': 'Offer',
      price: '45.00',
      priceCurrency: 'EUR',
      availability: 'https://schema.org/LimitedAvailability',
      url: `${SHOP}/sales/last-boat#item-knife`,
      validFrom: '2026-11-24T18:00:00.000Z',
      priceValidUntil: '2026-11-24T20:00:00.000Z',
      seller: { name: 'Tidewater' },
      shippingDetails: { shippingRate: { value: '4.90', currency: 'EUR' } },
      hasMerchantReturnPolicy: { description: 'Thirty days.' },
    })
    const offers = mug?.offers as { offers: { availability: string }[] } | undefined
    expect(offers?.offers.map((offer) => offer.availability)).toEqual([
      'https://schema.org/InStock',
      'https://schema.org/SoldOut',
    ])
  })

  it('says no more than is known: no return policy where the merchant wrote none, no cents where a currency has none', () => {
    const yen = sale({ returnsNote: '', currency: 'JPY', shippingCents: 500 })
    const text = JSON.stringify(saleData(yen, 'live', SHOP))
    expect(text).not.toContain('ReturnPolicy')
    expect(text).toContain('"value":"500"')
    expect(JSON.stringify(saleData(sale({ isCancelled: true }), 'ended', SHOP))).toContain('EventCancelled')
  })

  it.each<[SalePhase, StockState, string]>([
    ['upcoming', 'available', 'PreOrder'],
    ['upcoming', 'sold_out', 'SoldOut'],
    ['live', 'available', 'InStock'],
    ['live', 'low', 'LimitedAvailability'],
    ['live', 'all_held', 'OutOfStock'],
    ['live', 'sold_out', 'SoldOut'],
    ['paused', 'available', 'OutOfStock'],
    ['ended', 'available', 'Discontinued'],
    ['ended', 'sold_out', 'SoldOut'],
  ])('%s and %s is %s', (phase, state, expected) => {
    expect(availability(phase, state)).toBe(expected)
  })
})

it('the home page is a list of its sales in order, and says where to search', () => {
  const [site, list] = homeData([sale(), sale({ slug: 'first-light', title: 'First light' })], SHOP)['@graph']
  expect(site).toMatchObject({
    potentialAction: { target: { urlTemplate: `${SHOP}/?q={search_term_string}` } },
  })
  expect(list).toMatchObject({
    numberOfItems: 2,
    itemListElement: [
      { position: 1, url: `${SHOP}/sales/last-boat` },
      { position: 2, name: 'First light', url: `${SHOP}/sales/first-light` },
    ],
  })
})

it('no title ends the script element it stands in, and the data is the same once read', () => {
  const data = saleData(sale({ title: '</script><!--<script>alert(1)\u2028&' }), 'live', SHOP)
  const text = structuredText(data)
  expect(text).not.toMatch(/[<>&\u2028]/)
  expect(JSON.parse(text)).toEqual(data)
})

import { minorDigits } from '#lib/money/format-money.ts'
import type { SalePhase } from '#lib/sales/phase.ts'
import type { ItemView, ProductView, SaleCardView, SaleView } from '#lib/sales/sale-view.ts'
import type { StockState } from '#lib/sales/watch-snapshot.ts'
import { absolute } from './addresses.ts'

/** What schema.org calls a thing: data for machines that read pages. Only what the page itself says stands in it. */
export type Thing = { '@type': string; [name: string]: unknown }
export type StructuredData = { '@context': 'https://schema.org'; '@graph': readonly Thing[] }

/** A sale's page: the sale as an event, and everything in it with its price and whether it can be had now. */
export function saleData(sale: SaleView, phase: SalePhase, shopUrl: string): StructuredData {
  const url = `${shopUrl}/sales/${sale.slug}`
  const seller: Thing = { '@type': 'Organization', name: sale.merchant.name }
  const event: Thing = {
    '@type': 'SaleEvent',
    '@id': `${url}#sale`,
    name: sale.title,
    ...(sale.tagline ? { description: sale.tagline } : {}),
    startDate: instant(sale.opensAtMs),
    endDate: instant(sale.closesAtMs),
    eventStatus: `https://schema.org/${sale.isCancelled ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    location: { '@type': 'VirtualLocation', url },
    organizer: seller,
    // Drawn by us, so it is a picture whatever the merchant's own is: search engines show no SVG.
    image: [
      {
        '@type': 'ImageObject',
        url: `${url}/picture.png`,
        ...(sale.picture?.alt ? { caption: sale.picture.alt } : {}),
      },
    ],
    url,
  }
  const products = sale.products.map((product) => productData(product, { sale, phase, url, shopUrl, seller }))
  return { '@context': 'https://schema.org', '@graph': [event, ...products] }
}

/** The home page: what is on and what comes, in the order of the page, and where one can search. */
export function homeData(sales: readonly SaleCardView[], shopUrl: string): StructuredData {
  const site: Thing = {
    '@type': 'WebSite',
    '@id': `${shopUrl}/#site`,
    name: 'Stampede',
    url: `${shopUrl}/`,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${shopUrl}/?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  }
  const list: Thing = {
    '@type': 'ItemList',
    numberOfItems: sales.length,
    itemListElement: sales.map((sale, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name: sale.title,
      url: `${shopUrl}/sales/${sale.slug}`,
    })),
  }
  return { '@context': 'https://schema.org', '@graph': [site, list] }
}

type Context = { sale: SaleView; phase: SalePhase; url: string; shopUrl: string; seller: Thing }

function productData(product: ProductView, context: Context): Thing {
  const offers = product.items.map((item) => offerData(product, item, context))
  const prices = product.items.map((item) => item.priceCents)
  const [only] = offers
  const currency = product.items[0]?.currency ?? context.sale.currency
  return {
    '@type': 'Product',
    name: product.name,
    ...(product.description ? { description: product.description } : {}),
    ...(product.picture ? { image: [absolute(product.picture.url, context.shopUrl)] } : {}),
    brand: { '@type': 'Brand', name: context.sale.merchant.name },
    offers:
      offers.length === 1 && only
        ? only
        : {
            '@type': 'AggregateOffer',
            lowPrice: decimal(Math.min(...prices), currency),
            highPrice: decimal(Math.max(...prices), currency),
            priceCurrency: currency,
            offerCount: offers.length,
            offers,
          },
  }
}

function offerData(product: ProductView, item: ItemView, { sale, phase, url, seller }: Context): Thing {
  const stock = sale.snapshot.items.find((each) => each.id === item.id)
  return {
    '@type': 'Offer',
    name: item.name ? `${product.name}, ${item.name}` : product.name,
    url: `${url}#item-${item.id}`,
    price: decimal(item.priceCents, item.currency),
    priceCurrency: item.currency,
    availability: `https://schema.org/${availability(phase, stock?.state ?? 'sold_out')}`,
    ...(phase === 'upcoming' ? { availabilityStarts: instant(sale.opensAtMs) } : {}),
    availabilityEnds: instant(sale.closesAtMs),
    validFrom: instant(sale.opensAtMs),
    priceValidUntil: instant(sale.closesAtMs),
    seller,
    eligibleQuantity: { '@type': 'QuantitativeValue', maxValue: item.limitPerShopper },
    shippingDetails: {
      '@type': 'OfferShippingDetails',
      shippingRate: {
        '@type': 'MonetaryAmount',
        value: decimal(sale.shippingCents, sale.currency),
        currency: sale.currency,
      },
    },
    ...(sale.returnsNote
      ? {
          hasMerchantReturnPolicy: {
            '@type': 'MerchantReturnPolicy',
            description: sale.returnsNote,
            merchantReturnLink: `${url}#terms`,
          },
        }
      : {}),
  }
}

/** As true as the button on the page: what is all held, or in a sale that has paused, cannot be had at this moment. */
export function availability(phase: SalePhase, state: StockState): string {
  if (state === 'sold_out') return 'SoldOut'
  if (phase === 'ended') return 'Discontinued'
  if (phase === 'upcoming') return 'PreOrder'
  if (phase === 'paused' || state === 'all_held') return 'OutOfStock'
  return state === 'low' ? 'LimitedAvailability' : 'InStock'
}

const instant = (atMs: number) => new Date(atMs).toISOString()

/** As schema.org wants a price: a point, no thousands, as many decimals as the currency has. */
function decimal(cents: number, currency: string): string {
  const digits = minorDigits(currency)
  return (cents / 10 ** digits).toFixed(digits)
}

/** As the text of a script element: no title can end it, or begin a comment in it. */
export function structuredText(data: StructuredData): string {
  return JSON.stringify(data)
    .replace(/[<>&]/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

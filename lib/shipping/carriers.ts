/** A carrier merchants use, and where it shows a parcel's way. The number goes at the end of the address. */
type Carrier = { name: string; trackingUrl: string }

export const CARRIERS = [
  { name: 'DHL', trackingUrl: 'https://www.dhl.com/en/express/tracking.html?AWB=' },
  {
    name: 'Deutsche Post',
    trackingUrl: 'https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode=',
  },
  { name: 'DPD', trackingUrl: 'https://tracking.dpd.de/status/en_US/parcel/' },
  { name: 'GLS', trackingUrl: 'https://gls-group.com/track/' },
  {
    name: 'Hermes',
    trackingUrl: 'https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation/#',
  },
  { name: 'UPS', trackingUrl: 'https://www.ups.com/track?tracknum=' },
  { name: 'FedEx', trackingUrl: 'https://www.fedex.com/fedextrack/?trknbr=' },
  { name: 'USPS', trackingUrl: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=' },
  { name: 'Royal Mail', trackingUrl: 'https://www.royalmail.com/track-your-item#/tracking-results/' },
  { name: 'PostNL', trackingUrl: 'https://postnl.nl/tracktrace/?B=' },
  { name: 'An Post', trackingUrl: 'https://www.anpost.com/Post-Parcels/Track/History?item=' },
] as const satisfies readonly Carrier[]

/** As Postgres checks it: 4 to 50 letters, digits and dashes; spaces are taken out before. */
const TRACKING_NUMBER = /^[A-Z0-9][A-Z0-9-]{3,49}$/

/** A tracking number as it is kept, or null when it cannot be one. */
export function readTrackingNumber(text: string): string | null {
  const number = text.replace(/\s/g, '').toUpperCase()
  return TRACKING_NUMBER.test(number) ? number : null
}

/** The carrier's name as it is written here, whatever its capitals; an unknown one stays as it is. */
export function carrierName(text: string): string {
  const name = text.trim()
  return find(name)?.name ?? name
}

/** Where to follow a parcel; null without a number, or for a carrier whose pages nobody has entered here. */
export function trackingUrl(carrier: string, trackingNumber: string | null): string | null {
  const known = find(carrier.trim())
  return known && trackingNumber ? `${known.trackingUrl}${encodeURIComponent(trackingNumber)}` : null
}

function find(name: string): Carrier | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s-]/g, '')
  return CARRIERS.find((carrier) => plain(carrier.name) === plain(name))
}

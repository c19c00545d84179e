import { expect, test } from 'vitest'
import { CARRIERS, carrierName, readTrackingNumber, trackingUrl } from './carriers.ts'

test('a number is kept in capitals and without spaces, and what cannot be one is refused', () => {
  expect(readTrackingNumber(' 1z 999 aa1 ')).toBe('1Z999AA1')
  for (const text of ['', 'A1', '=1+1', '<b>', 'a'.repeat(51), '-123', 'ÄÖÜß1'])
    expect([text, readTrackingNumber(text)]).toEqual([text, null])
})

test('a known carrier is recognised however it is written, and leads to the parcel', () => {
  expect(carrierName(' royal-mail ')).toBe('Royal Mail')
  expect(carrierName('Bike courier')).toBe('Bike courier')
  expect(trackingUrl('ups', '1Z999')).toBe('https://www.ups.com/track?tracknum=1Z999')
  expect(trackingUrl('Bike courier', '1Z999')).toBeNull()
  expect(trackingUrl('UPS', null)).toBeNull()
})

test('every address is one that Postgres takes', () => {
  for (const { name } of CARRIERS) {
    const url = trackingUrl(name, 'A'.repeat(50)) ?? ''
    expect(new URL(url).protocol).toBe('https:')
    expect(url.length).toBeLessThanOrEqual(500)
  }
})

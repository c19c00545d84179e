import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mayDo, ROLES } from '#lib/team/permissions.ts'
import { PLACES, placeOf, placesOf } from './places.ts'

test('every place has an address and a key of its own, and at most five stand at the thumb', () => {
  expect(new Set(PLACES.map(({ href }) => href)).size).toBe(PLACES.length)
  expect(new Set(PLACES.map(({ key }) => key)).size).toBe(PLACES.length)
  expect(PLACES.filter(({ isAtThumb }) => isAtThumb).length).toBeLessThanOrEqual(5)
})

test('every place is a page that exists', () => {
  const app = new URL('../../app', import.meta.url)
  for (const { href } of PLACES) expect(readdirSync(`${app.pathname}${href}`)).toContain('page.tsx')
})

test('a page belongs to the place it is below', () => {
  expect(placeOf('/dashboard')?.label).toBe('Sales')
  expect(placeOf('/dashboard/sales/first-light/certificate')?.label).toBe('Sales')
  expect(placeOf('/dashboard/orders/1')?.label).toBe('Orders')
  expect(placeOf('/orders')).toBe(null)
})

test('a role sees the places it can open and no other, and each of those pages asks for the same right', () => {
  const labels = (role: (typeof ROLES)[number]) => placesOf(role).map(({ label }) => label)
  expect(labels('packer')).toEqual(['Sales', 'Products', 'Orders', 'Shoppers', 'Help', 'Movements', 'Team'])
  for (const role of ['owner', 'manager'] as const)
    expect(labels(role)).toEqual(PLACES.map(({ label }) => label))
  const app = new URL('../../app', import.meta.url).pathname
  for (const { href, action } of PLACES.filter((place) => ROLES.some((role) => !mayDo(role, place.action))))
    expect(readFileSync(`${app}${href}/page.tsx`, 'utf8')).toContain(`mayDo(role, '${action}')`)
})

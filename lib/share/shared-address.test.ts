import { expect, it } from 'vitest'
import { itemNamedIn, sharedAddress } from './shared-address.ts'

const ID = '0b0f6d0c-3a55-4e7e-9a0f-0d6f6d0c3a55'

it.each([
  ['https://shop.example/sales/last-boat', 'https://shop.example/sales/last-boat'],
  [
    'https://shop.example/de/sales/last-boat?utm_source=letter&fbclid=1',
    'https://shop.example/sales/last-boat',
  ],
  ['https://shop.example/ar', 'https://shop.example/'],
  [`https://shop.example/sales/x?item=${ID}&utm_medium=mail`, `https://shop.example/sales/x#item-${ID}`],
  [`https://shop.example/de/sales/x#item-${ID}`, `https://shop.example/sales/x#item-${ID}`],
  ['https://shop.example/sales/x#story-heading', 'https://shop.example/sales/x'],
])('%s is passed on as %s', (href, address) => {
  expect(sharedAddress(href)).toBe(address)
})

it.each([
  [`#item-${ID}`, ID],
  [`?item=${ID}`, ID],
  [`?item=other#item-${ID}`, ID],
  ['#item-', ''],
  ['#item-"><script>', ''],
  ['?item=1', ''],
  ['', ''],
])('%s names %s', (rest, id) => {
  expect(itemNamedIn(`https://shop.example/sales/x${rest}`)).toBe(id)
})

import { expect, it } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import { calendarFile } from './calendar-file.ts'

const t = textIn('en', 'salePage')
const sale = {
  id: '7f0c',
  title: 'Last boat; small things, all of them',
  merchantName: 'Tidewater\nGoods',
  opensAtMs: Date.UTC(2026, 10, 22, 18, 0, 5),
  closesAtMs: Date.UTC(2026, 10, 22, 20, 0, 0),
  url: 'https://shop.example/sales/last-boat',
}

it('the entry starts when the sale opens, in UTC, and rings five minutes before', () => {
  const text = calendarFile(sale, 0, t)
  expect(text).toContain('DTSTART:20261122T180005Z\r\n')
  expect(text).toContain('TRIGGER:-PT5M\r\n')
  expect(text).toContain('UID:7f0c@stampede\r\n')
})

it('a title can say nothing a calendar would take for an order', () => {
  const text = calendarFile(sale, 0, t).replace(/\r\n /g, '')
  expect(text).toContain('SUMMARY:Last boat\\; small things\\, all of them by Tidewater\\nGoods opens\r\n')
})

it('no line is longer than 75 bytes, also with letters of several', () => {
  const text = calendarFile({ ...sale, title: 'Öäüß€'.repeat(30) }, 0, t)
  const longest = Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))
  expect(longest).toBeLessThanOrEqual(75)
  expect(text.replace(/\r\n /g, '')).toContain('Öäüß€'.repeat(30))
})

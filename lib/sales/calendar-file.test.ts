import { expect, it } from 'vitest'
import { textIn } from '#lib/languages/messages.ts'
import { calendarFile } from './calendar-file.ts'

const sale = {
  id: '7f0c',
  version: 4,
  isCancelled: false,
  title: 'Last boat; small things, all of them',
  merchantName: 'Tidewater\nGoods',
  opensAtMs: Date.UTC(2026, 10, 22, 18, 0, 5),
  closesAtMs: Date.UTC(2026, 10, 22, 20, 0, 0),
  url: 'https://shop.example/sales/last-boat',
}
const en = textIn('en', 'preview')

it('the entry starts when the sale opens, in UTC, and rings five minutes before', () => {
  const text = calendarFile(sale, 0, en)
  expect(text).toContain('DTSTART:20261122T180005Z\r\n')
  expect(text).toContain('TRIGGER:-PT5M\r\n')
  expect(text).toContain('UID:7f0c@stampede\r\n')
})

it('a title can say nothing a calendar would take for an order', () => {
  const text = calendarFile(sale, 0, en).replace(/\r\n /g, '')
  expect(text).toContain('SUMMARY:Last boat\\; small things\\, all of them by Tidewater\\nGoods opens\r\n')
})

it('no line is longer than 75 bytes, also with letters of several', () => {
  const text = calendarFile({ ...sale, title: 'Öäüß€'.repeat(30) }, 0, en)
  const longest = Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))
  expect(longest).toBeLessThanOrEqual(75)
  expect(text.replace(/\r\n /g, '')).toContain('Öäüß€'.repeat(30))
})

it('a sale that moves moves its entry, and one that is cancelled crosses it out and rings no bell', () => {
  const lines = (text: string) => text.split('\r\n')
  const first = calendarFile(sale, 0, en)
  const moved = calendarFile({ ...sale, version: 5, opensAtMs: sale.opensAtMs + 60_000 }, 0, en)
  const same = lines(moved).filter((line) => !lines(first).includes(line))
  expect(same).toEqual(['SEQUENCE:5', 'DTSTART:20261122T180105Z'])
  const cancelled = calendarFile({ ...sale, version: 6, isCancelled: true }, 0, en)
  expect(lines(cancelled)).toContain('STATUS:CANCELLED')
  expect(cancelled).not.toContain('VALARM')
  expect(calendarFile({ ...sale, version: 2 ** 40 }, 0, en)).toContain('SEQUENCE:2147483647\r\n')
})

it.each(['en', 'de', 'ar'] as const)(
  'has in %s every property a calendar asks for, each once, and ends every line as it must',
  (language) => {
    const text = calendarFile({ ...sale, title: 'A\u0000\rBEGIN:VALARM\tB' }, 0, textIn(language, 'preview'))
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\p{Cc}]/u)
    const names = text
      .replace(/\r\n /g, '')
      .split('\r\n')
      .map((line) => line.split(/[:;]/, 1)[0])
    for (const name of [
      'VERSION',
      'PRODID',
      'UID',
      'DTSTAMP',
      'DTSTART',
      'DTEND',
      'SEQUENCE',
      'SUMMARY',
      'STATUS',
      'TRIGGER',
    ])
      expect([name, names.filter((each) => each === name).length]).toEqual([name, 1])
    expect(names.filter((each) => each === 'BEGIN')).toHaveLength(3)
  },
)

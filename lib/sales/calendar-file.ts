import type { Text } from '#lib/languages/translator.ts'

/** What a calendar entry of a sale needs; instants in milliseconds since 1970. */
export type CalendarSale = {
  id: string
  /** Grows with every change of the sale. */
  version: number
  isCancelled: boolean
  title: string
  merchantName: string
  opensAtMs: number
  closesAtMs: number
  url: string
}

/** The largest number a calendar has to take (RFC 5545, 3.3.8). */
const SEQUENCE_MAX = 2_147_483_647

/**
 * A calendar file (RFC 5545) with the opening of a sale and a bell five minutes before. In UTC, so it is right in any time zone; the
 * sale's id is the entry's and its version the entry's, so that a second download moves the first instead of doubling it, and one of a
 * sale that was cancelled crosses it out. The entry leaves its time free: nobody is busy for the hours a sale is open.
 */
export function calendarFile(sale: CalendarSale, nowMs: number, t: Text<'preview'>): string {
  const names = { title: sale.title, merchant: sale.merchantName }
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Stampede//Sale//${t.language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${sale.id}@stampede`,
    `SEQUENCE:${Math.min(sale.version, SEQUENCE_MAX)}`,
    `DTSTAMP:${stamp(nowMs)}`,
    `DTSTART:${stamp(sale.opensAtMs)}`,
    `DTEND:${stamp(sale.closesAtMs)}`,
    `SUMMARY:${escapeText(t('calendarSummary', names))}`,
    `DESCRIPTION:${escapeText(`${t('calendarText')}\n${sale.url}`)}`,
    `URL:${sale.url}`,
    `STATUS:${sale.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    ...(sale.isCancelled ? [] : alarm(t('calendarAlarm', names))),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

function alarm(words: string): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', `DESCRIPTION:${escapeText(words)}`, 'END:VALARM']
}

function stamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

/** As the value of a TEXT: no letter of a title is an order, and no line ends in it. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

const LINE_MAX_BYTES = 74

/** Lines end at 75 bytes and go on after a space; a character is never cut in two. */
function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    if (new TextEncoder().encode(part + character).length > LINE_MAX_BYTES) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part].join('\r\n ')
}

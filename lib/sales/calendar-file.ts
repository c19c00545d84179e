import type { Text } from '#lib/languages/translator.ts'

/** What a calendar entry of a sale needs; instants in milliseconds since 1970. */
export type CalendarSale = {
  id: string
  title: string
  merchantName: string
  opensAtMs: number
  closesAtMs: number
  url: string
}

/**
 * A calendar file (RFC 5545) with the opening of a sale and a bell five minutes before. In UTC, so it is right in any time zone; the
 * sale's id is the entry's, so a second download moves the first instead of doubling it.
 */
export function calendarFile(sale: CalendarSale, nowMs: number, t: Text<'salePage'>): string {
  const { title, merchantName: merchant } = sale
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Stampede//Sale//${t.language.toUpperCase()}`,
    'BEGIN:VEVENT',
    `UID:${sale.id}@stampede`,
    `DTSTAMP:${stamp(nowMs)}`,
    `DTSTART:${stamp(sale.opensAtMs)}`,
    `DTEND:${stamp(sale.closesAtMs)}`,
    `SUMMARY:${escapeText(t('calendarTitle', { title, merchant }))}`,
    `URL:${sale.url}`,
    `DESCRIPTION:${escapeText(sale.url)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-PT5M',
    `DESCRIPTION:${escapeText(t('calendarAlarm', { title }))}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

function stamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n')
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

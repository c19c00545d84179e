/** What spreadsheets take for the beginning of a formula. Tab and return too: some skip them and look at what follows. */
const FORMULA = /^[=+\-@\t\r\n]/

/** Excel reads UTF-8 only when the file begins with this. */
export const CSV_START = '\uFEFF'

/**
 * One line of a CSV file (RFC 4180, CRLF). A text that a spreadsheet would run as a formula gets an apostrophe before it, which
 * spreadsheets show as text: a shopper's name must not do anything on a merchant's machine.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

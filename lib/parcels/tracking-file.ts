import { type CsvRecord, readCsv } from '#lib/csv/read-csv.ts'
import { carrierName, readTrackingNumber } from '#lib/shipping/carriers.ts'

/** Enough for the largest day; a file of that many short lines stays far below it. */
export const TRACKING_FILE_MAX_BYTES = 512 * 1024
export const TRACKING_FILE_MAX_ROWS = 5_000

/** A parcel of an order, as a line of the file names it. */
export type TrackingRow = { line: number; number: string; carrier: string; trackingNumber: string }
/** A line that could not be used, and what to do about it. */
export type RowProblem = { line: number; message: string }
export type TrackingFile = { rows: TrackingRow[]; problems: RowProblem[] }

type Columns = { number: number; carrier: number; tracking: number }

const ORDER_NUMBER = /^[0-9A-Z]{4}-?[0-9A-Z]{4}$/

/**
 * Reads a file of tracking numbers: order number, carrier, tracking number, in any order when the first line names them (as the export of this shop
 * does), else in this one. Good lines are in `rows`, every other one is in `problems`.
 */
export function readTrackingFile(text: string): TrackingFile {
  const file = readCsv(text, TRACKING_FILE_MAX_ROWS + 1)
  if (!file.ok) return { rows: [], problems: [{ line: file.line, message: file.message }] }
  const [first, ...rest] = file.records
  if (!first) return { rows: [], problems: [{ line: 1, message: 'The file is empty: choose another one.' }] }
  const named = columnsOf(first)
  const result: TrackingFile = { rows: [], problems: [] }
  const seen = new Map<string, number>()
  for (const record of named ? rest : file.records) {
    const row = readRow(record, named ?? { number: 0, carrier: 1, tracking: 2 })
    if (row === null) continue
    if ('message' in row) {
      result.problems.push(row)
      continue
    }
    const before = seen.get(row.number)
    if (before !== undefined) {
      const message = `Order ${row.number} is on line ${before} already: an order that leaves in two parcels is shipped on its own page.`
      result.problems.push({ line: row.line, message })
      continue
    }
    seen.set(row.number, row.line)
    result.rows.push(row)
  }
  return result
}

/** Where the columns are, when the first line names them. */
function columnsOf({ cells }: CsvRecord): Columns | null {
  const words = cells.map((cell) => cell.toLowerCase())
  const find = (pattern: RegExp) => words.findIndex((word) => pattern.test(word))
  const columns = {
    number: find(/^(order( number)?|number)$/),
    carrier: find(/carrier/),
    tracking: find(/tracking/),
  }
  return columns.number >= 0 && columns.carrier >= 0 && columns.tracking >= 0 ? columns : null
}

/** Null for a line that asks for nothing: an order of the export that nobody filled in. */
function readRow({ line, cells }: CsvRecord, columns: Columns): TrackingRow | RowProblem | null {
  const cell = (index: number) => (cells[index] ?? '').replace(/^'/, '')
  const [number, carrier, tracking] = [columns.number, columns.carrier, columns.tracking].map(cell)
  const plain = (number ?? '').toUpperCase()
  if (plain !== '' && !carrier && !tracking) return null
  if (!ORDER_NUMBER.test(plain))
    return { line, message: `“${short(number)}” is no order number: it looks like 7K3M-Q2XA.` }
  if (!carrier) return { line, message: 'The carrier is missing: write its name, for example DHL.' }
  if (carrier.length > 60) return { line, message: 'The carrier’s name is too long: 60 characters at most.' }
  const trackingNumber = readTrackingNumber(tracking ?? '')
  if (trackingNumber === null)
    return {
      line,
      message: `“${short(tracking)}” is no tracking number: 4 to 50 letters, digits and dashes.`,
    }
  const withDash = plain.includes('-') ? plain : `${plain.slice(0, 4)}-${plain.slice(4)}`
  return { line, number: withDash, carrier: carrierName(carrier), trackingNumber }
}

function short(text = ''): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text
}

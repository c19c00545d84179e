/** A record and the line of the file it begins on, from 1. */
export type CsvRecord = { line: number; cells: string[] }

export type CsvFile = { ok: true; records: CsvRecord[] } | { ok: false; line: number; message: string }

/**
 * Reads a CSV file as spreadsheets write it: RFC 4180, lines ending either way, separated by comma, semicolon or tab (whichever the first line
 * has most of). Lines without any text are left out. It stops at the first thing that makes every later line doubtful.
 */
export function readCsv(text: string, maxRecords: number): CsvFile {
  const source = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(source)
  const records: CsvRecord[] = []
  let at = 0
  let line = 1
  while (at < source.length) {
    const record: CsvRecord = { line, cells: [] }
    let isOver = false
    while (!isOver) {
      const cell = readCell(source, at, separator)
      if (cell === null) {
        return {
          ok: false,
          line: record.line,
          message: 'A quotation mark is opened and not closed: close it, or take it out.',
        }
      }
      record.cells.push(cell.text.trim())
      line += cell.lines
      at = cell.end
      isOver = source[at] !== separator
      if (!isOver) at += 1
    }
    if (source.startsWith('\r\n', at)) at += 2
    else if (at < source.length) at += 1
    line += 1
    if (record.cells.every((cell) => cell === '')) continue
    if (records.length === maxRecords)
      return {
        ok: false,
        line: record.line,
        message: `A file may have ${maxRecords} lines: split it in two.`,
      }
    records.push(record)
  }
  return { ok: true, records }
}

function separatorOf(source: string): string {
  const first = source.slice(0, 2_000).split(/\r?\n/, 1)[0] ?? ''
  const counts = [',', ';', '\t'].map((one) => ({ one, count: first.split(one).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one
}

type Cell = { text: string; end: number; lines: number }

/** The cell that begins at `at`, where it ends, and how many line ends are in it. Null when its quotation mark is never closed. */
function readCell(source: string, at: number, separator: string): Cell | null {
  const quoted = /^[ \t]*"/.exec(source.slice(at, at + 100))
  if (!quoted || (separator === '\t' && quoted[0].includes('\t'))) {
    let end = at
    while (end < source.length && source[end] !== separator && source[end] !== '\n' && source[end] !== '\r')
      end += 1
    return { text: source.slice(at, end), end, lines: 0 }
  }
  const begin = at + quoted[0].length
  let end = begin
  for (;;) {
    end = source.indexOf('"', end)
    if (end < 0) return null
    if (source[end + 1] !== '"') break
    end += 2
  }
  const text = source.slice(begin, end).replaceAll('""', '"')
  let next = end + 1
  // What stands between the closing mark and the separator is not part of anything.
  while (next < source.length && source[next] !== separator && source[next] !== '\n' && source[next] !== '\r')
    next += 1
  return { text, end: next, lines: text.split('\n').length - 1 }
}

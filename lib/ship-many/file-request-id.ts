import 'server-only'
import { createHash } from 'node:crypto'

/** The request id of a line of a file: the same for the same parcel of the same order, whichever file names it. */
export function fileRequestId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  // The bits of a UUID made from a hash of one's own (version 8, RFC 9562).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

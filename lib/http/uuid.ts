const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The UUID in lower case, or null when the value is not one. Lower case, because ids are compared as text. */
export function readUuid(value: unknown): string | null {
  if (typeof value !== 'string' || value.length !== 36) return null
  if (UUID.test(value)) return value
  const lower = value.toLowerCase()
  return UUID.test(lower) ? lower : null
}

/** The 16 bytes of a UUID. */
export function uuidToBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

/** The UUID whose 16 bytes start at `start`. */
export function uuidFromBytes(bytes: Buffer, start: number): string {
  const hex = bytes.toString('hex', start, start + 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

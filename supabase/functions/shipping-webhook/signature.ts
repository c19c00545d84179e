import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the time in a signature may be from ours, in seconds: a message that somebody recorded is no good later. */
export const TOLERANCE_SECONDS = 300

/**
 * Whether `header` (`t=<seconds since 1970>,v1=<hex>`, further `v1` while a secret is being changed) signs this body: HMAC-SHA256 over
 * the time, a dot and the body as it was sent. The comparison takes the same time wherever the first difference is.
 */
export function isSigned(body: Uint8Array, header: string, secret: string, nowMs: number): boolean {
  const parts = header.split(',').map((part) => part.trim().split('=', 2))
  const timestamp = parts.find(([name]) => name === 't')?.[1] ?? ''
  if (!/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false
  const wanted = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
  return parts.some(([name, value = '']) => {
    if (name !== 'v1' || !/^[0-9a-f]{64}$/.test(value)) return false
    return timingSafeEqual(wanted, fromHex(value))
  })
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

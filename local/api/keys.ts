import { createHash, timingSafeEqual } from 'node:crypto'
import type { LocalKeys } from '../keys.ts'

export type KeyRole = 'anon' | 'service_role'

/** Keys of different lengths are compared as digests, so that time tells nothing about either. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Says which role an opaque key stands for; null for any other text. Takes the same time for right and wrong. */
export function createKeyCheck(keys: LocalKeys): (key: string) => KeyRole | null {
  const publishable = digest(keys.publishableKey)
  const secret = digest(keys.secretKey)
  return (key) => {
    const given = digest(key)
    const isPublishable = timingSafeEqual(given, publishable)
    const isSecret = timingSafeEqual(given, secret)
    if (isSecret) return 'service_role'
    return isPublishable ? 'anon' : null
  }
}

'use client'

import { useEffect } from 'react'
import { MOUNTED_EVENT } from '#lib/early-taps/mounted-event.ts'

/** Says that everything before it on the page has mounted and hears the finger by itself. After all that could be tapped. */
export function EarlyTapsOver() {
  useEffect(() => void document.dispatchEvent(new Event(MOUNTED_EVENT)), [])
  return null
}

'use client'

import { useSyncExternalStore } from 'react'

const FORMAT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' }

/** When a sale runs, in the time zone of whoever looks; in UTC and saying so until the browser has told which that is. */
export function SaleTimes({ opensAt, closesAt }: { opensAt: string; closesAt: string }) {
  const isInBrowser = useSyncExternalStore(
    noChanges,
    () => true,
    () => false,
  )
  const zone = isInBrowser ? {} : { timeZone: 'UTC' }
  const text = new Intl.DateTimeFormat('en-IE', { ...FORMAT, ...zone }).formatRange(
    new Date(opensAt),
    new Date(closesAt),
  )
  return (
    <p className="figures text-note text-ink-soft">
      {text}
      {isInBrowser ? '' : ' UTC'}
    </p>
  )
}

/** Which side a component runs on never changes. */
function noChanges(): () => void {
  return () => {}
}

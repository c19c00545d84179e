'use client'

import { useEffect, useState } from 'react'

/** When a message was written, where the reader is: the time, with the day where that is not today. */
export function MessageTime({ at }: { at: string }) {
  const [nowMs, setNowMs] = useState<number | null>(null)
  useEffect(() => setNowMs(Date.now()), [])
  return (
    <time dateTime={at} className="figures">
      {nowMs === null ? `${words(at, 'UTC', true)} UTC` : words(at, undefined, !isToday(at, nowMs))}
    </time>
  )
}

function isToday(at: string, nowMs: number): boolean {
  return new Date(at).toDateString() === new Date(nowMs).toDateString()
}

function words(at: string, timeZone: string | undefined, hasDay: boolean): string {
  const day: Intl.DateTimeFormatOptions = hasDay ? { day: 'numeric', month: 'short' } : {}
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', timeZone }
  return new Intl.DateTimeFormat('en-GB', { ...day, ...time }).format(new Date(at))
}

'use client'

import { useEffect, useState } from 'react'

type Props = { atMs: number; className?: string }

/** An instant in the reader's own time zone. The page is the same for everybody, so it starts in UTC and says so. */
export function LocalTime({ atMs, className = '' }: Props) {
  const [isHere, setIsHere] = useState(false)
  useEffect(() => setIsHere(true), [])
  return (
    <time dateTime={new Date(atMs).toISOString()} className={`figures ${className}`}>
      {isHere ? words(atMs, undefined) : `${words(atMs, 'UTC')} UTC`}
    </time>
  )
}

function words(atMs: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(atMs)
}

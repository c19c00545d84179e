'use client'

import { useEffect, useState } from 'react'
import { type Language, WRITING } from '#lib/languages/languages.ts'
import { useLanguage } from '#lib/languages/text.ts'

type Props = { atMs: number; className?: string }

/** An instant in the reader's own time zone. The page is the same for everybody, so it starts in UTC and says so. */
export function LocalTime({ atMs, className = '' }: Props) {
  const language = useLanguage()
  const [isHere, setIsHere] = useState(false)
  useEffect(() => setIsHere(true), [])
  return (
    <time dateTime={new Date(atMs).toISOString()} className={`figures ${className}`}>
      {isHere ? words(atMs, language, undefined) : `${words(atMs, language, 'UTC')} UTC`}
    </time>
  )
}

function words(atMs: number, language: Language, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(WRITING[language].tag, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(atMs)
}

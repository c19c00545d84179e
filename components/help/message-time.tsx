'use client'

import { useEffect, useState } from 'react'
import { type Language, WRITING } from '#lib/languages/languages.ts'
import { useLanguage } from '#lib/languages/text.ts'

/** When a message was written, where the reader is: the time, with the day where that is not today. */
export function MessageTime({ at }: { at: string }) {
  const language = useLanguage()
  const [nowMs, setNowMs] = useState<number | null>(null)
  useEffect(() => setNowMs(Date.now()), [])
  return (
    <time dateTime={at} className="figures">
      {nowMs === null
        ? `${words(at, language, 'UTC', true)} UTC`
        : words(at, language, undefined, !isToday(at, nowMs))}
    </time>
  )
}

function isToday(at: string, nowMs: number): boolean {
  return new Date(at).toDateString() === new Date(nowMs).toDateString()
}

function words(at: string, language: Language, timeZone: string | undefined, hasDay: boolean): string {
  const day: Intl.DateTimeFormatOptions = hasDay ? { day: 'numeric', month: 'short' } : {}
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
  return new Intl.DateTimeFormat(WRITING[language].tag, { ...day, ...time }).format(new Date(at))
}

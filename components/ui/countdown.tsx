'use client'

import { useEffect, useRef } from 'react'
import { countdownText, countdownWords } from '#lib/time/countdown-text.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'

type Props = {
  /** The instant it counts to, milliseconds since 1970 by the server's clock. */
  untilMs: number
  /** The server's time at which the page was rendered; what is shown until the clock is known. */
  renderedAtMs: number
  className?: string
}

/**
 * Time left, worked out from the server's clock at every frame and written only when its text changes. Screen readers get it in
 * words, once: a timer that talks every second says nothing.
 */
export function Countdown({ untilMs, renderedAtMs, className = '' }: Props) {
  const figures = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const clock = getShopClock(renderedAtMs)
    return onFrame(() => {
      const text = countdownText(untilMs - clock.now())
      if (figures.current && figures.current.textContent !== text) figures.current.textContent = text
    })
  }, [untilMs, renderedAtMs])

  const leftMs = untilMs - renderedAtMs
  return (
    <time className={`figures ${className}`} dateTime={new Date(untilMs).toISOString()}>
      <span ref={figures} aria-hidden suppressHydrationWarning>
        {countdownText(leftMs)}
      </span>
      <span className="sr-only">{countdownWords(leftMs)}</span>
    </time>
  )
}

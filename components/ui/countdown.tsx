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

/** The last ten seconds are counted aloud: each has a beat, where a stylesheet wants to. */
const BEATS_FROM_MS = 10_000

/**
 * Time left, worked out from the server's clock at every frame and written only when its text changes. Screen readers get it in
 * words, once: a timer that talks every second says nothing.
 */
export function Countdown({ untilMs, renderedAtMs, className = '' }: Props) {
  const figures = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const clock = getShopClock(renderedAtMs)
    return onFrame(() => {
      const leftMs = untilMs - clock.now()
      const text = countdownText(leftMs)
      const element = figures.current
      if (!element || element.textContent === text) return
      element.textContent = text
      element.dataset.short = String(isShort(text))
      element.dataset.beat = leftMs <= BEATS_FROM_MS ? text.at(-1) : ''
    })
  }, [untilMs, renderedAtMs])

  const leftMs = untilMs - renderedAtMs
  return (
    <time
      className={`figures ${className}`}
      dateTime={new Date(untilMs).toISOString()}
      data-rendered-at={renderedAtMs}
      suppressHydrationWarning
    >
      <span ref={figures} aria-hidden data-short={isShort(countdownText(leftMs))} suppressHydrationWarning>
        {countdownText(leftMs)}
      </span>
      <span className="sr-only">{countdownWords(leftMs)}</span>
    </time>
  )
}

/** Under an hour there is room to print it larger, where a stylesheet wants to. */
function isShort(text: string): boolean {
  return text.length <= 5
}

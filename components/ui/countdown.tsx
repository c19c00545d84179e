'use client'

import { useEffect, useRef } from 'react'
import { useText } from '#lib/languages/text.ts'
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
  const t = useText('ui')
  const figures = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const clock = getShopClock(renderedAtMs)
    return onFrame(() => {
      const leftMs = untilMs - clock.now()
      const now = countdownText(leftMs, t)
      const element = figures.current
      if (!element || element.textContent === now) return
      element.textContent = now
      element.dataset.short = String(isShort(now))
      element.dataset.beat = leftMs <= BEATS_FROM_MS ? String(Math.floor(leftMs / 1000) & 1) : ''
    })
  }, [untilMs, renderedAtMs, t])

  const leftMs = untilMs - renderedAtMs
  const text = countdownText(leftMs, t)
  return (
    <time
      className={`figures ${className}`}
      dateTime={new Date(untilMs).toISOString()}
      data-rendered-at={renderedAtMs}
      suppressHydrationWarning
    >
      <span ref={figures} dir="auto" aria-hidden data-short={isShort(text)} suppressHydrationWarning>
        {text}
      </span>
      <span className="sr-only">{countdownWords(leftMs, t)}</span>
    </time>
  )
}

/** Under an hour there is room to print it larger, where a stylesheet wants to. */
function isShort(text: string): boolean {
  return text.length <= 5
}

'use client'

import { useEffect, useRef } from 'react'
import { Countdown } from '#components/ui/countdown.tsx'
import { useMyClaims } from '#lib/claims/use-my-claims.ts'
import { useText } from '#lib/languages/text.ts'
import { onFrame } from '#lib/time/page-life.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { offerLastsMs } from '#lib/waits/wait-view.ts'

type Props = { endsAtMs: number; holdSeconds: number; renderedAtMs: number; isMany: boolean }

/** The time left to pay: the biggest thing on the page, with a hatched bar that runs dry. */
export function BagClock({ endsAtMs, holdSeconds, renderedAtMs, isMany }: Props) {
  const t = useText('bag')
  const bar = useRef<HTMLSpanElement>(null)
  const { claims, waits } = useMyClaims()
  const first = claims.find((claim) => claim.status === 'held' && Date.parse(claim.expiresAt) === endsAtMs)
  // What came back to somebody in line has a shorter clock of its own.
  const offerMs = first ? offerLastsMs(first, waits) : null
  const lastsMs = offerMs ?? holdSeconds * 1000

  useEffect(() => {
    const clock = getShopClock(renderedAtMs)
    return onFrame(() => {
      const share = Math.min(1, Math.max(0, (endsAtMs - clock.now()) / lastsMs))
      if (bar.current) bar.current.style.transform = `scaleX(${share.toFixed(4)})`
    })
  }, [endsAtMs, lastsMs, renderedAtMs])

  return (
    <div className="@container grid grid-cols-1 gap-3">
      <p className="poster clock text-clock whitespace-nowrap">
        <span className="sr-only">{t('timeLeft')} </span>
        <Countdown untilMs={endsAtMs} renderedAtMs={renderedAtMs} />
      </p>
      <span aria-hidden className="block h-3 overflow-hidden rounded-full border border-line-strong">
        <span ref={bar} className="hatch block h-full origin-left rtl:origin-right" />
      </span>
      <p className="text-ink-soft">
        {isMany ? t('clockMany') : offerMs === null ? t('clockOne') : t('clockOffered')}
      </p>
    </div>
  )
}

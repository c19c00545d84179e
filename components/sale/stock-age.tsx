'use client'

import { useEffect, useState } from 'react'
import { useText } from '#lib/languages/text.ts'
import { stockAgeWords } from '#lib/sales/stock-words.ts'
import { onFrame } from '#lib/time/page-life.ts'

/** Says how old the stock on the screen is as soon as it is older than two seconds. */
export function StockAge({ confirmedAtMs, isLive }: { confirmedAtMs: number | null; isLive: boolean }) {
  const t = useText('stock')
  const [words, setWords] = useState<string | null>(null)
  useEffect(() => {
    if (!isLive) {
      setWords(null)
      return
    }
    const openedAtMs = performance.now()
    return onFrame(() => setWords(stockAgeWords(confirmedAtMs ?? openedAtMs, performance.now(), t)))
  }, [confirmedAtMs, isLive, t])
  return (
    <p className="figures min-h-6 text-note font-semibold text-ink">
      {words ?? (isLive ? <span className="font-normal text-ink-soft">{t('live')}</span> : null)}
    </p>
  )
}

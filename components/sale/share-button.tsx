'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { WRITING } from '#lib/languages/languages.ts'
import { useText } from '#lib/languages/text.ts'
import type { SaleState } from '#lib/sales/sale-state.ts'
import { sharedAddress } from '#lib/share/shared-address.ts'

type Props = {
  /** The sale and who sells. */
  title: string
  state: SaleState
  /** When it opens, or how long it is open. */
  atMs: number
}

/** The phone's own share sheet; where there is none the link is copied, and where that is not allowed it is there to be copied by hand. */
export function ShareButton({ title, state, atMs }: Props) {
  const t = useText('share')
  const [isCopied, setIsCopied] = useState(false)
  const [byHand, setByHand] = useState('')

  async function share(): Promise<void> {
    const url = sharedAddress(location.href)
    const text = t(TEXTS[state], { title, time: timeWithZone(atMs, WRITING[t.language].tag) })
    try {
      if (navigator.share) return await navigator.share({ title, text, url })
    } catch (error) {
      // Closing the sheet without choosing anybody is not a failure; a sheet that does not open is one, and the link is copied then.
      if (error instanceof DOMException && error.name === 'AbortError') return
    }
    try {
      await navigator.clipboard.writeText(url)
      setIsCopied(true)
    } catch {
      // No permission, or a page without HTTPS: the link is shown instead.
      setByHand(url)
    }
  }

  if (byHand)
    return (
      <label className="grid w-full gap-1.5 text-note font-semibold">
        {t('copyByHand')}
        <input
          readOnly
          dir="ltr"
          value={byHand}
          ref={(input) => input?.select()}
          onFocus={(event) => event.target.select()}
          className="min-h-12 w-full rounded-card border border-line-strong bg-paper-raised px-3.5 text-body font-normal"
        />
      </label>
    )
  return (
    <Button onClick={() => void share()}>
      <span aria-live="polite">{t(isCopied ? 'copied' : 'share')}</span>
    </Button>
  )
}

const TEXTS = {
  upcoming: 'textUpcoming',
  live: 'textOpen',
  paused: 'textOpen',
  all_held: 'textOpen',
  sold_out: 'textEnded',
  ended: 'textEnded',
} as const

/** Whoever is sent it may live elsewhere, so the time says of which place it is. */
function timeWithZone(atMs: number, tag: string): string {
  return new Intl.DateTimeFormat(tag, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(atMs)
}

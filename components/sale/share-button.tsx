'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'

/** The phone's own share sheet; where there is none, the address is copied and the button says so. */
export function ShareButton({ title }: { title: string }) {
  const t = useText('sale')
  const [words, setWords] = useState<'share' | 'linkCopied' | 'copyAddress'>('share')

  async function share(): Promise<void> {
    const url = location.href
    try {
      if (navigator.share) {
        await navigator.share({ title, url })
        return
      }
      await navigator.clipboard.writeText(url)
      setWords('linkCopied')
    } catch (error) {
      // Closing the sheet without choosing anybody is not a failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setWords('copyAddress')
    }
  }

  return (
    <Button onClick={() => void share()}>
      <span aria-live="polite">{t(words)}</span>
    </Button>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'

/** Sends another code, once the clock on it has run down. Its time is the page's own: half a minute needs no server's clock. */
export function ResendButton({ waitSeconds, isBusy }: { waitSeconds: number; isBusy: boolean }) {
  const t = useText('signIn')
  const [left, setLeft] = useState(waitSeconds)
  useEffect(() => {
    const endsAt = performance.now() + waitSeconds * 1000
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((endsAt - performance.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [waitSeconds])
  return (
    <Button type="submit" name="intent" value="send" formNoValidate disabled={isBusy || left > 0}>
      {left > 0 ? t('resendIn', { clock: clockText(left) }) : t('resend')}
    </Button>
  )
}

function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

'use client'

import { useEffect } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'

/** Signed in: on to where one wanted to go, by the address that takes away what was made out to the guest. */
export function GoOn({ next }: { next: string }) {
  const t = useText('signIn')
  const href = `/api/me/arrived?next=${encodeURIComponent(next)}`
  useEffect(() => window.location.assign(href), [href])
  return (
    <div className="grid gap-4">
      <Notice tone="yours">{t('done')}</Notice>
      <a href={href} className="flex min-h-12 items-center font-semibold underline underline-offset-4">
        {t('goOn')}
      </a>
    </div>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'
import { whenBack } from '#lib/offline/come-back.ts'
import { OFFLINE_PATH } from '#lib/worker/offline-copies.ts'
import { OfflineClaims } from './offline-claims.tsx'
import { OfflineOrders } from './offline-orders.tsx'

/** What comes instead of a page when there is no network: what this phone knows of my claims and orders, and how old that is. */
export function OfflineScreen() {
  const t = useText('offline')
  const [isTrying, setIsTrying] = useState(false)
  useEffect(() => whenBack(goOn), [])
  return (
    <div className="sheet grid grid-cols-1 gap-12 pt-8 pb-10">
      <div className="grid max-w-prose justify-items-start gap-5">
        <span aria-hidden className="flex h-10 w-full gap-[3px]">
          {Array.from({ length: 10 }, (_, at) => (
            <span key={String(at)} className="grow border-b-2 border-line-strong" />
          ))}
        </span>
        <div role="status" className="grid gap-4">
          <h1 className="poster text-poster">{t('title')}</h1>
          <p className="text-lead text-ink-soft">{t('lead')}</p>
        </div>
        <Button
          tone="ink"
          size="large"
          disabled={isTrying}
          onClick={() => {
            setIsTrying(true)
            goOn()
          }}
        >
          {isTrying ? t('trying') : t('again')}
        </Button>
      </div>
      <OfflineClaims />
      <OfflineOrders />
    </div>
  )
}

/** This page stands at the address that was asked for. */
function goOn(): void {
  if (location.pathname === OFFLINE_PATH) location.replace('/')
  else location.reload()
}

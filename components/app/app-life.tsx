'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { InstallOffer } from '#components/install/install-offer.tsx'
import { bagClaims } from '#lib/claims/my-claims.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { startVisits, type Visits } from '#lib/insight/visit.ts'
import { tellLanguage } from '#lib/languages/tell-language.ts'
import { useLanguage } from '#lib/languages/text.ts'
import { keepClockOffset } from '#lib/time/kept-offset.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { showBadge } from '#lib/worker/badge.ts'
import { registerWorker } from '#lib/worker/register-worker.ts'
import { keepSetting } from '#lib/worker/settings.ts'
import { UpdateToast } from './update-toast.tsx'

/** The service worker, the number on the icon, and what the phone keeps for the time without a network. */
export function AppLife() {
  const language = useLanguage()
  const path = usePathname()
  const visits = useRef<Visits | null>(null)
  const [registration, setRegistration] = useState<ServiceWorkerRegistration | null>(null)
  useEffect(() => {
    void registerWorker().then((registered) => {
      setRegistration(registered)
      // Without permission there is no subscription, and nothing more is loaded.
      if (registered && 'Notification' in window && Notification.permission === 'granted')
        void import('#lib/push/renew-daily.ts').then(({ renewDaily }) => renewDaily(registered, language))
    })
    void keepSetting('language', language).catch(() => {
      // The browser keeps nothing for this page, and so has no offline page either.
    })
    void tellLanguage(language)
    const clock = getShopClock()
    void keepClockOffset(clock)
    const { mine } = getShopClaims()
    const countHeld = () => {
      const held = bagClaims(mine.getState().claims, clock.now()).filter(({ status }) => status === 'held')
      void showBadge(navigator, held.length)
    }
    if (mine.getState().isKnown) countHeld()
    return mine.subscribe(countHeld)
  }, [language])
  useEffect(() => {
    // Once: from then on it listens until the page is gone.
    visits.current = startVisits()
  }, [])
  useEffect(() => {
    if (path) visits.current?.look()
  }, [path])
  return (
    <>
      {registration ? <UpdateToast registration={registration} /> : null}
      <InstallOffer />
    </>
  )
}

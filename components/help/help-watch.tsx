'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { atMostEvery } from '#components/dashboard/at-most-every.ts'
import type { RealtimeAddress } from '#components/dashboard/merchant-channel.ts'
import { onWake } from '#lib/time/page-life.ts'

/** A hint comes with every message; the list is read at most this often, and without any hint this late. */
const READ_AT_MOST_EVERY_MS = 1_000
const READ_EVERY_MS = 15_000

/** Reads the list of threads again when the merchant's channel says that something was written, and now and then. */
export function HelpWatch({
  merchantIds,
  address,
}: {
  merchantIds: readonly string[]
  address: RealtimeAddress
}) {
  const router = useRouter()
  const channels = merchantIds.join(' ')
  const { supabaseUrl, publishableKey } = address
  useEffect(() => {
    const reader = atMostEvery(READ_AT_MOST_EVERY_MS, async () => {
      if (document.visibilityState === 'visible') router.refresh()
    })
    const timer = setInterval(reader.run, READ_EVERY_MS)
    const stopListening = onWake(reader.run)
    let hangUp = () => {}
    let isGone = false
    void import('#components/dashboard/merchant-channel.ts').then(({ listenToMerchants }) => {
      if (isGone) return
      hangUp = listenToMerchants({ supabaseUrl, publishableKey }, channels.split(' '), reader.run, 'help')
    })
    return () => {
      isGone = true
      reader.stop()
      clearInterval(timer)
      stopListening()
      hangUp()
    }
  }, [router, channels, supabaseUrl, publishableKey])
  return null
}

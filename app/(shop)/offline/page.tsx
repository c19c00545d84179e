import type { Metadata } from 'next'
import { OfflineScreen } from '#components/offline/offline-screen.tsx'

export const metadata: Metadata = { title: 'No network', robots: { index: false } }

/** Rendered for each request, so that its scripts carry the nonce of its policy; the service worker keeps both together. */
export const dynamic = 'force-dynamic'

export default function OfflinePage() {
  return <OfflineScreen />
}

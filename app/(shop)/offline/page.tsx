import type { Metadata } from 'next'
import { OfflineScreen } from '#components/offline/offline-screen.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'

/** Rendered for each request, so that its scripts carry the nonce of its policy; the service worker keeps both together. */
export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('offline')
  return { title: t('title'), robots: { index: false } }
}

export default function OfflinePage() {
  return (
    <Texts of={['offline', 'orderStatus']}>
      <OfflineScreen />
    </Texts>
  )
}

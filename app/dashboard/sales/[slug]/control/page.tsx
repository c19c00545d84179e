import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ControlRoomScreen } from '#components/control-room/control-room-screen.tsx'
import { getControlRoom } from '#lib/control-room/queries.ts'
import { getEnv } from '#lib/env.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Control room', robots: { index: false } }

export default async function ControlRoomPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { merchants } = await requireMerchant()
  const room = await getControlRoom(slug)
  const merchant = merchants.find(({ id }) => id === room?.sale.merchantId)
  if (!room || !merchant) notFound()
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <main id="main" className="sheet grid max-w-none grid-cols-1 gap-6 py-6">
      <ControlRoomScreen
        initial={room}
        mayMove={mayDo(merchant.role, 'run_sales')}
        address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
      />
    </main>
  )
}

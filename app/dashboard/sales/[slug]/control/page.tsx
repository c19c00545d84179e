import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ControlRoomScreen } from '#components/control-room/control-room-screen.tsx'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { getControlRoom } from '#lib/control-room/queries.ts'
import { getEnv } from '#lib/env.ts'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'

export const metadata: Metadata = { title: 'Control room', robots: { index: false } }

export default async function ControlRoomPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const viewer = await getViewer()
  if (!viewer) redirect(`/sign-in?next=/dashboard/sales/${encodeURIComponent(slug)}/control`)
  const [room, merchants] = await Promise.all([getControlRoom(slug), listMyMerchants()])
  if (!room) notFound()
  const merchant = merchants.find(({ id }) => id === room.sale.merchantId)
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={merchant?.name ?? null} />
      <main id="main" className="sheet grid max-w-none grid-cols-1 gap-6 py-6">
        <ControlRoomScreen
          initial={room}
          mayMove={merchant?.role === 'owner' || merchant?.role === 'manager'}
          address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
        />
      </main>
    </>
  )
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ControlRoomScreen } from '#components/control-room/control-room-screen.tsx'
import { OtherMerchant } from '#components/dashboard/other-merchant.tsx'
import { getControlRoom } from '#lib/control-room/queries.ts'
import { getEnv } from '#lib/env.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { getSaleOwner } from '#lib/merchants/sale-owner.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Control room', robots: { index: false } }

export default async function ControlRoomPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { merchant, role, merchants } = await requireMerchant()
  const owner = await getSaleOwner(slug, merchants)
  if (!owner) notFound()
  if (owner.id !== merchant.id)
    return (
      <main id="main" className="sheet py-8">
        <OtherMerchant
          what="The control room of a sale"
          owner={owner}
          chosen={merchant.name}
          path={`/dashboard/sales/${slug}/control`}
        />
      </main>
    )
  const room = await getControlRoom(slug)
  if (!room) notFound()
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  return (
    <main id="main" className="sheet grid max-w-none grid-cols-1 gap-6 py-6">
      <ControlRoomScreen
        initial={room}
        mayMove={mayDo(role, 'run_sales')}
        address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
      />
    </main>
  )
}

import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { MerchantHelp } from '#components/help/merchant-help.tsx'
import { OrderFacts } from '#components/help/order-facts.tsx'
import { getEnv } from '#lib/env.ts'
import { getMerchantThread, listCannedAnswers } from '#lib/help/queries.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Help with an order', robots: { index: false } }

export default async function HelpThreadPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const viewer = await getViewer()
  if (!viewer) redirect(`/sign-in?next=/dashboard/help/${encodeURIComponent(id)}`)
  const found = await getMerchantThread(id)
  if (!found) notFound()
  const [merchants, answers] = await Promise.all([listMyMerchants(), listCannedAnswers(found.merchantId)])
  const merchant = merchants.find((one) => one.id === found.merchantId)
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  const { order, thread } = found
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={merchant?.name ?? null} />
      <main
        id="main"
        className="sheet grid grid-cols-1 gap-x-16 gap-y-10 pt-6 pb-10 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start"
      >
        <Texts of={['help']}>
          <MerchantHelp
            initial={thread}
            merchantId={found.merchantId}
            facts={{ name: order.name, number: order.number }}
            answers={answers}
            canWriteAnswers={merchant !== undefined && mayDo(merchant.role, 'edit_answers')}
            address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
          />
        </Texts>
        <OrderFacts order={order} />
      </main>
    </>
  )
}

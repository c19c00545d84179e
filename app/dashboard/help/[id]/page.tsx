import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OtherMerchant } from '#components/dashboard/other-merchant.tsx'
import { MerchantHelp } from '#components/help/merchant-help.tsx'
import { OrderFacts } from '#components/help/order-facts.tsx'
import { getEnv } from '#lib/env.ts'
import { getMerchantThread, listCannedAnswers } from '#lib/help/queries.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Help with an order', robots: { index: false } }

export default async function HelpThreadPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { merchant, role, merchants } = await requireMerchant()
  const found = await getMerchantThread(id)
  const owner = merchants.find((one) => one.id === found?.merchantId)
  if (!found || !owner) notFound()
  const { supabaseUrl, supabasePublishableKey } = getEnv()
  const { order, thread } = found
  if (owner.id !== merchant.id)
    return (
      <main id="main" className="sheet">
        <OtherMerchant
          what={`Order ${order.number}`}
          owner={owner}
          chosen={merchant.name}
          path={`/dashboard/help/${id}`}
        />
      </main>
    )
  return (
    <main
      id="main"
      className="sheet grid grid-cols-1 gap-x-12 gap-y-10 pt-6 pb-10 xl:grid-cols-[minmax(0,1fr)_22rem] xl:items-start"
    >
      <Texts of={['help']}>
        <MerchantHelp
          initial={thread}
          merchantId={merchant.id}
          facts={{ name: order.name, number: order.number }}
          answers={await listCannedAnswers(merchant.id)}
          canWriteAnswers={mayDo(role, 'edit_answers')}
          address={{ supabaseUrl, publishableKey: supabasePublishableKey }}
        />
      </Texts>
      <OrderFacts order={order} />
    </main>
  )
}

import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { NotAMember } from '#components/dashboard/not-a-member.tsx'
import { InsightScreen } from '#components/insight/insight-screen.tsx'
import { SalePicker } from '#components/insight/sale-picker.tsx'
import { getInsight, listSaleChoices } from '#lib/insight/queries.ts'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'

export const metadata: Metadata = { title: 'Insight', robots: { index: false } }

type Props = { searchParams: Promise<{ sale?: string | string[] }> }

export default async function InsightPage({ searchParams }: Props) {
  const { sale: asked } = await searchParams
  const viewer = await getViewer()
  if (!viewer) redirect('/sign-in?next=/dashboard/insight')
  const merchants = await listMyMerchants()
  const sales = await listSaleChoices(merchants.map(({ id }) => id))
  const slug = typeof asked === 'string' ? asked : sales[0]?.slug
  const insight = slug ? await getInsight(slug) : null
  if (slug && !insight) notFound()
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={merchants[0]?.name ?? null} />
      <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
        {merchants.length === 0 ? (
          <NotAMember email={viewer.email} />
        ) : (
          <>
            <h1 className="poster text-poster">Insight</h1>
            {insight && slug ? (
              <>
                <SalePicker sales={sales} slug={slug} />
                <InsightScreen insight={insight} />
              </>
            ) : (
              <p className="max-w-prose text-lead text-ink-soft">
                Once a sale is scheduled, this page shows who saw it, tried, claimed and paid.
              </p>
            )}
          </>
        )}
      </main>
    </>
  )
}

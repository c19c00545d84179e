import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { InsightScreen } from '#components/insight/insight-screen.tsx'
import { SalePicker } from '#components/insight/sale-picker.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { getInsight, listSaleChoices } from '#lib/insight/queries.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { mayDo } from '#lib/team/permissions.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'Insight', robots: { index: false } }

type Props = { searchParams: Promise<{ sale?: string | string[] }> }

export default async function InsightPage({ searchParams }: Props) {
  const { sale: asked } = await searchParams
  const { merchant, role } = await requireMerchant()
  if (!mayDo(role, 'see_insight'))
    return (
      <main id="main" className="sheet py-8">
        <NotYourRole what="Insight" />
      </main>
    )
  const sales = await listSaleChoices([merchant.id])
  // Of a sale that has not opened there is nothing to see yet.
  const opened = sales.find(({ opensAt }) => Date.parse(opensAt) <= databaseNowMs())
  const slug = typeof asked === 'string' ? asked : (opened ?? sales[0])?.slug
  const insight = slug ? await getInsight(slug, merchant.id) : null
  if (slug && !insight) notFound()
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
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
    </main>
  )
}

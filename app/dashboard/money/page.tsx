import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DashboardHeader } from '#components/dashboard/dashboard-header.tsx'
import { NotAMember } from '#components/dashboard/not-a-member.tsx'
import { MoneyScreen } from '#components/money/money-screen.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'
import { getMoneyDesk } from '#lib/money-repairs/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Money', robots: { index: false } }

export default async function MoneyPage() {
  const viewer = await getViewer()
  if (!viewer) redirect('/sign-in?next=/dashboard/money')
  const merchants = await listMyMerchants()
  return (
    <>
      <DashboardHeader email={viewer.email} merchantName={merchants[0]?.name ?? null} />
      <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
        {merchants.length === 0 ? (
          <NotAMember email={viewer.email} />
        ) : !merchants.some(({ role }) => mayDo(role, 'see_money')) ? (
          <NotYourRole what="The balance of money" />
        ) : (
          <MoneyScreen
            desk={await getMoneyDesk()}
            merchantNames={Object.fromEntries(merchants.map(({ id, name }) => [id, name]))}
          />
        )}
      </main>
    </>
  )
}

import type { Metadata } from 'next'
import { MoneyScreen } from '#components/money/money-screen.tsx'
import { NotYourRole } from '#components/team/not-your-role.tsx'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { getMoneyDesk } from '#lib/money-repairs/queries.ts'
import { mayDo } from '#lib/team/permissions.ts'

export const metadata: Metadata = { title: 'Money', robots: { index: false } }

export default async function MoneyPage() {
  const { merchant, role } = await requireMerchant()
  return (
    <main id="main" className="sheet grid grid-cols-1 gap-8 py-8">
      {mayDo(role, 'see_money') ? (
        <MoneyScreen
          desk={await getMoneyDesk(merchant.id)}
          merchantNames={{ [merchant.id]: merchant.name }}
        />
      ) : (
        <NotYourRole what="The balance of money" />
      )}
    </main>
  )
}

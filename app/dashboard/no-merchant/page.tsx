import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DeskAccount } from '#components/dashboard/desk-account.tsx'
import { NotAMember } from '#components/dashboard/not-a-member.tsx'
import { getEnv } from '#lib/env.ts'
import { getViewer, listMyMerchants } from '#lib/merchants/queries.ts'
import { mayOpenStore } from '#lib/stores/may-open-store.ts'

export const metadata: Metadata = { title: 'No shop', robots: { index: false } }

/** Where somebody comes who is signed in and works for nobody; once they do, there is nothing to say here. */
export default async function NoMerchantPage() {
  const viewer = await getViewer()
  if (!viewer) redirect('/sign-in?next=/dashboard')
  if ((await listMyMerchants()).length > 0) redirect('/dashboard')
  return (
    <main id="main" className="sheet grid max-w-prose gap-8 py-8">
      <NotAMember email={viewer.email} mayOpen={mayOpenStore(getEnv(), viewer.email)} />
      <DeskAccount email={viewer.email} />
    </main>
  )
}

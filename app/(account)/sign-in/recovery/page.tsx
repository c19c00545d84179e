import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { RecoveryForm } from '#components/team/recovery-form.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { getViewer } from '#lib/merchants/queries.ts'

export const metadata: Metadata = { title: 'Recovery code', robots: { index: false } }

export default async function RecoveryPage() {
  if (!(await getViewer())) redirect('/sign-in?next=/dashboard/security')
  return (
    <main className="sheet grid min-h-dvh content-start gap-10 pt-4 pb-10 sm:max-w-md sm:content-center">
      <span className="flex min-h-12 items-center">
        <Wordmark />
      </span>
      <div className="grid gap-3">
        <h1 className="poster text-poster">Lost your app?</h1>
        <p className="text-lead text-ink-soft">
          Type one of the ten codes you kept when you set it up. It takes the lost app away, and you set up
          another.
        </p>
      </div>
      <RecoveryForm />
      <p className="text-ink-soft">
        No codes either? Whoever runs this shop’s server can take the app away for you.
      </p>
      <PageLink
        href="/dashboard"
        className="flex min-h-12 items-center justify-self-start text-ink-soft underline underline-offset-4"
      >
        I have the app after all
      </PageLink>
    </main>
  )
}

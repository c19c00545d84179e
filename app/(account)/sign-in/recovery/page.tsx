import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { RecoveryForm } from '#components/team/recovery-form.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { getText } from '#lib/languages/request-language.ts'
import { getViewer } from '#lib/merchants/queries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('secondFactor')
  return { title: t('recovery'), robots: { index: false } }
}

export default async function RecoveryPage() {
  if (!(await getViewer())) redirect('/sign-in?next=/dashboard/security')
  const t = await getText('secondFactor')
  return (
    <main className="sheet grid min-h-dvh content-start gap-10 pt-4 pb-10 sm:max-w-md sm:content-center">
      <span className="flex min-h-12 items-center">
        <Wordmark />
      </span>
      <div className="grid gap-3">
        <h1 className="poster text-poster">{t('lostHeading')}</h1>
        <p className="text-lead text-ink-soft">{t('typeRecovery')}</p>
      </div>
      <RecoveryForm />
      <p className="text-ink-soft">{t('noCodes')}</p>
      <PageLink
        href="/dashboard"
        className="flex min-h-12 items-center justify-self-start text-ink-soft underline underline-offset-4"
      >
        {t('haveIt')}
      </PageLink>
    </main>
  )
}

import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { SignInCode } from '#components/team/sign-in-code.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { nextPath } from '#lib/accounts/next-path.ts'
import { getText } from '#lib/languages/request-language.ts'
import { getViewer } from '#lib/merchants/queries.ts'
import { getSecondFactor, isCodeDue } from '#lib/second-factor/queries.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('secondFactor')
  return { title: t('title'), robots: { index: false } }
}

type Query = Promise<Record<string, string | string[] | undefined>>

/** Who has set up a second factor shows it here, after the password and before the dashboard. */
export default async function SignInCodePage({ searchParams }: { searchParams: Query }) {
  const next = nextPath((await searchParams).next, '/dashboard')
  if (!(await getViewer())) redirect(`/sign-in?next=${encodeURIComponent(next)}`)
  const factor = (await isCodeDue()) ? await getSecondFactor() : null
  if (!factor) redirect(next)
  const t = await getText('secondFactor')
  return (
    <main className="sheet grid min-h-dvh content-start gap-10 pt-4 pb-10 sm:max-w-md sm:content-center">
      <span className="flex min-h-12 items-center">
        <Wordmark />
      </span>
      <div className="grid gap-3">
        <h1 className="poster text-poster">{t('yourCode')}</h1>
        <p className="text-lead text-ink-soft">{t('typeCode')}</p>
      </div>
      <SignInCode factorId={factor.factorId} next={next} />
      <PageLink
        href="/sign-in/recovery"
        className="flex min-h-12 items-center justify-self-start text-ink-soft underline underline-offset-4"
      >
        {t('lost')}
      </PageLink>
    </main>
  )
}

import type { Metadata } from 'next'
import { SignInForm } from '#components/account/sign-in-form.tsx'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { nextPath } from '#lib/accounts/next-path.ts'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('signIn')
  return { title: t('title'), robots: { index: false } }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  const t = await getText('signIn')
  const layoutText = await getText('layout')
  return (
    <main className="sheet grid min-h-dvh content-start gap-10 pt-4 pb-10 sm:max-w-md sm:content-center">
      <PageLink href="/" className="-ms-1 flex min-h-12 items-center px-1" aria-label={layoutText('home')}>
        <Wordmark />
      </PageLink>
      <div className="grid gap-3">
        <h1 className="poster text-poster">{t('title')}</h1>
        <p className="text-lead text-ink-soft">{t('lead')}</p>
      </div>
      <Texts of={['signIn']}>
        <SignInForm next={nextPath(next)} />
      </Texts>
    </main>
  )
}

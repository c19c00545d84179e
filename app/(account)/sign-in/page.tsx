import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CodeForm } from '#components/account/code-form.tsx'
import { LinkForm } from '#components/account/link-form.tsx'
import { SignInForm } from '#components/account/sign-in-form.tsx'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { AFTER_CODE, isForMerchants, nextPath } from '#lib/accounts/next-path.ts'
import { getKeptNext, getVisitor } from '#lib/accounts/queries.ts'
import { getEnv } from '#lib/env.ts'
import { getText } from '#lib/languages/request-language.ts'
import { Texts } from '#lib/languages/texts.tsx'
import { canStoresBeOpened } from '#lib/stores/may-open-store.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getText('signIn')
  return { title: t('title'), robots: { index: false } }
}

type Query = Promise<Record<string, string | string[] | undefined>>

/** Shoppers sign in by a code from a mail, or the link beside it; whoever is on the way to the dashboard by a password. */
export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const [t, { next: asked, token_hash: tokenHash }] = [await getText('signIn'), await searchParams]
  const next = nextPath(asked, AFTER_CODE)
  const isMerchant = isForMerchants(next)
  const visitor = isMerchant || tokenHash ? null : await getVisitor()
  if (visitor?.kind === 'account' && visitor.email) redirect(next)
  return (
    <Texts of={['signIn']}>
      <main className="sheet grid min-h-dvh content-start gap-10 pt-4 pb-10 sm:max-w-md sm:content-center">
        <PageLink href="/" className="-ms-1 flex min-h-12 items-center px-1" aria-label={t('home')}>
          <Wordmark />
        </PageLink>
        <div className="grid gap-3">
          <h1 className="poster text-poster">{t('title')}</h1>
          <p className="text-lead text-ink-soft">{t(isMerchant ? 'merchantLead' : 'lead')}</p>
        </div>
        {isMerchant ? <SignInForm next={next} /> : null}
        {!isMerchant && typeof tokenHash === 'string' ? (
          <LinkForm tokenHash={tokenHash} next={await getKeptNext()} />
        ) : null}
        {!isMerchant && typeof tokenHash !== 'string' ? <CodeForm next={next} /> : null}
        {isMerchant && canStoresBeOpened(getEnv()) ? (
          <LinkButton href="/dashboard/open-store" tone="quiet" size="large">
            {t('openStore')}
          </LinkButton>
        ) : null}
        <PageLink
          href={isMerchant ? '/sign-in' : '/sign-in?next=/dashboard'}
          className="flex min-h-12 items-center justify-self-start text-ink-soft underline underline-offset-4"
        >
          {t(isMerchant ? 'toShoppers' : 'toMerchants')}
        </PageLink>
      </main>
    </Texts>
  )
}

import type { Metadata } from 'next'
import { SignInForm } from '#components/account/sign-in-form.tsx'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { nextPath } from '#lib/accounts/next-path.ts'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  return (
    <main className="sheet grid min-h-dvh content-start gap-10 pt-4 pb-10 sm:max-w-md sm:content-center">
      <PageLink href="/" className="-ml-1 flex min-h-12 items-center px-1" aria-label="Stampede, all sales">
        <Wordmark />
      </PageLink>
      <div className="grid gap-3">
        <h1 className="poster text-poster">Sign in</h1>
        <p className="text-lead text-ink-soft">
          For the people who make and sell. Shoppers need no account: claims and orders stay on the phone.
        </p>
      </div>
      <SignInForm next={nextPath(next)} />
    </main>
  )
}

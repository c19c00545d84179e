import type { Metadata } from 'next'
import { SignInForm } from '#components/account/sign-in-form.tsx'
import { nextPath } from '#lib/accounts/next-path.ts'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  return (
    <main className="sheet grid min-h-dvh content-center gap-8 py-10 sm:max-w-md">
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

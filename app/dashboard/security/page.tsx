import type { Metadata } from 'next'
import { LocalTime } from '#components/sale/local-time.tsx'
import { AppButtons, SetUpHere } from '#components/team/security-screen.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { nextPath } from '#lib/accounts/next-path.ts'
import { requireMerchant } from '#lib/merchants/chosen-merchant.ts'
import { getSecondFactor } from '#lib/second-factor/queries.ts'

export const metadata: Metadata = { title: 'Second factor', robots: { index: false } }

type Query = Promise<Record<string, string | string[] | undefined>>

export default async function SecurityPage({ searchParams }: { searchParams: Query }) {
  await requireMerchant()
  const [factor, { next, lost }] = [await getSecondFactor(), await searchParams]
  return (
    <main id="main" className="sheet grid max-w-2xl grid-cols-1 gap-6 py-8">
      <div className="grid gap-2">
        <h1 className="poster text-poster">Second factor</h1>
        <p className="text-lead text-ink-soft">
          A code from an app on your phone, asked for at sign-in and, a quarter of an hour later, again before
          money goes back or the team changes. Your password alone opens nothing then.
        </p>
      </div>
      {lost && !factor ? (
        <Notice tone="yours">The lost app is taken away. Set up another one now.</Notice>
      ) : null}
      {factor ? (
        <section aria-label="Your app" className="grid gap-4 rounded-card border border-line p-5">
          <p className="flex flex-wrap items-center gap-3">
            <Badge tone="yours">On</Badge>
            <span>
              Since <LocalTime atMs={Date.parse(factor.since)} />
            </span>
          </p>
          <p>
            {factor.codesLeft === 0
              ? 'You have no recovery codes: make some now, for the day the phone is lost.'
              : `${factor.codesLeft} recovery codes are left for the day the phone is lost.`}
          </p>
          <AppButtons />
        </section>
      ) : (
        <section aria-label="Set up an app" className="rounded-card border border-line p-5">
          <SetUpHere next={next === undefined ? null : nextPath(next, '/dashboard')} />
        </section>
      )}
    </main>
  )
}

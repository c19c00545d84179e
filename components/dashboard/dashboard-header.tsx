import { HelpLink } from '#components/help/help-link.tsx'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { Button } from '#components/ui/button.tsx'
import { DeskLink } from '#components/ui/desk-link.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { signOut } from '#lib/accounts/actions.ts'

const PLACES = [
  { href: '/dashboard', label: 'Sales' },
  { href: '/dashboard/orders', label: 'Orders' },
  { href: '/dashboard/money', label: 'Money' },
  { href: '/dashboard/insight', label: 'Insight' },
]

/** Whose dashboard this is, the way back to the shop, and the way out. */
export function DashboardHeader({ email, merchantName }: { email: string; merchantName: string | null }) {
  return (
    <header className="border-b border-line">
      <div className="sheet flex min-h-16 flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2">
        <div className="flex min-w-0 items-center gap-4">
          <PageLink href="/" className="inline-flex min-h-12 items-center" aria-label="Stampede, all sales">
            <Wordmark />
          </PageLink>
          {merchantName ? (
            <span className="hidden truncate text-ink-soft sm:inline">{merchantName}</span>
          ) : null}
        </div>
        {merchantName ? (
          <nav aria-label="Dashboard" className="flex flex-wrap gap-x-5">
            {PLACES.map(({ href, label }) => (
              <DeskLink key={href} href={href} className="inline-flex min-h-12 items-center font-semibold">
                {label}
              </DeskLink>
            ))}
            <HelpLink />
          </nav>
        ) : null}
        <form action={signOut} className="flex min-w-0 items-center gap-1">
          <span className="hidden truncate text-note text-ink-soft sm:inline">{email}</span>
          <Button type="submit" tone="plain" className="-mr-4">
            Sign out
          </Button>
        </form>
      </div>
    </header>
  )
}

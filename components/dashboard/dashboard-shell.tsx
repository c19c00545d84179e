import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { UnansweredCount } from '#components/help/unanswered-count.tsx'
import { Wordmark } from '#components/layout/wordmark.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { countUnanswered } from '#lib/help/queries.ts'
import { getLog } from '#lib/http/log.ts'
import type { Desk } from '#lib/merchants/chosen-merchant.ts'
import { DeskAccount } from './desk-account.tsx'
import { MerchantSwitcher } from './merchant-switcher.tsx'
import { PlaceList } from './place-list.tsx'
import { PlacesMenu } from './places-menu.tsx'
import { PlacesTabs } from './places-tabs.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'

/** What every page of the dashboard stands in: the places at the side of a desk, at the thumb on a phone; whose desk it is; the way out. */
export function DashboardShell({ desk, children }: { desk: Desk; children: ReactNode }) {
  const { viewer, merchant, role, merchants } = desk
  const counts = {
    '/dashboard/help': (
      <Suspense fallback={null}>
        <Unanswered merchantId={merchant.id} />
      </Suspense>
    ),
  }
  const switcher = <MerchantSwitcher merchant={merchant} merchants={merchants} />
  return (
    <div className="lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="sr-only z-50 rounded-card bg-ink px-4 py-3 font-semibold text-paper focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
      >
        Skip to the page
      </a>
      <header className="sticky top-0 z-30 border-b border-line bg-paper pt-[env(safe-area-inset-top)] lg:hidden print:hidden">
        <div className="sheet flex min-h-14 items-center justify-between gap-3">
          <div className="min-w-0 grow">{switcher}</div>
          <PlacesMenu role={role} counts={counts}>
            <DeskAccount email={viewer.email} />
          </PlacesMenu>
        </div>
      </header>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-r border-line px-3 py-4 lg:flex print:hidden">
        <PageLink href="/" className="flex min-h-12 items-center px-2" aria-label="Stampede, the shop">
          <Wordmark />
        </PageLink>
        {switcher}
        <PlaceList role={role} counts={counts} label="Dashboard" />
        <div className="mt-auto grid gap-1">
          <ShortcutSheet role={role} />
          <DeskAccount email={viewer.email} />
        </div>
      </aside>
      {/* Room for the tabs at the thumb; a page with a bar of its own has that in their place. */}
      <div className="min-w-0 pb-[calc(4.5rem+env(safe-area-inset-bottom))] lg:pb-10 print:pb-0 [body:has(.fixed[data-bottom-bar])_&]:pb-48">
        {children}
      </div>
      <PlacesTabs role={role} counts={counts} />
    </div>
  )
}

async function Unanswered({ merchantId }: { merchantId: string }) {
  return <UnansweredCount initial={await countOrNone(merchantId)} />
}

/** A number beside a link is no reason to lose the page under it. */
async function countOrNone(merchantId: string): Promise<number> {
  try {
    return await countUnanswered(merchantId)
  } catch (error) {
    getLog().error({ err: error }, 'the unanswered threads could not be counted')
    return 0
  }
}

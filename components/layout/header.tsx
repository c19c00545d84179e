import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'
import { AccountLink } from './account-link.tsx'
import { BagButton } from './bag-button.tsx'
import { Wordmark } from './wordmark.tsx'

export function Header() {
  const t = useText('layout')
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper pt-[env(safe-area-inset-top)]">
      <div className="sheet flex min-h-14 flex-wrap items-center justify-between gap-4">
        <PageLink href="/" className="-ms-1 flex min-h-12 items-center px-1" aria-label={t('home')}>
          <Wordmark />
        </PageLink>
        <div className="flex items-center gap-1">
          <BagButton />
          <AccountLink />
        </div>
      </div>
    </header>
  )
}

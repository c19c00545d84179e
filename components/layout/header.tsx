import { PageLink } from '#components/ui/page-link.tsx'
import { BagButton } from './bag-button.tsx'
import { Wordmark } from './wordmark.tsx'

export function Header() {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper pt-[env(safe-area-inset-top)]">
      <div className="sheet flex min-h-14 flex-wrap items-center justify-between gap-4">
        <PageLink href="/" className="-ml-1 flex min-h-12 items-center px-1" aria-label="Stampede, all sales">
          <Wordmark />
        </PageLink>
        <BagButton />
      </div>
    </header>
  )
}

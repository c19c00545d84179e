import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'
import { LanguageLinks } from './language-links.tsx'

const PROMISES = [
  ['countedTitle', 'counted'],
  ['heldTitle', 'held'],
  ['firstTitle', 'first'],
] as const

export function Footer() {
  const t = useText('layout')
  return (
    <footer className="mt-20 border-t border-line bg-paper-sunk pb-[env(safe-area-inset-bottom)] [body:has([data-bottom-bar])_&]:pb-[calc(var(--bar-height)+1rem+env(safe-area-inset-bottom))]">
      <div className="sheet grid gap-10 py-12">
        <ul className="grid gap-8 sm:grid-cols-3">
          {PROMISES.map(([title, words]) => (
            <li key={title}>
              <h2 className="poster text-[1.375rem] leading-tight">{t(title)}</h2>
              <p className="mt-2 max-w-prose text-ink-soft">{t(words)}</p>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap justify-between gap-x-10 border-t border-line pt-4 text-ink-soft">
          <nav aria-label={t('more')} className="flex flex-wrap gap-x-6">
            <PageLink href="/" className="flex min-h-12 items-center underline underline-offset-4">
              {t('allSales')}
            </PageLink>
            <PageLink href="/orders" className="flex min-h-12 items-center underline underline-offset-4">
              {t('orders')}
            </PageLink>
            <PageLink href="/account" className="flex min-h-12 items-center underline underline-offset-4">
              {t('account')}
            </PageLink>
            <PageLink
              href="/sign-in?next=/dashboard"
              className="flex min-h-12 items-center underline underline-offset-4"
            >
              {t('forMerchants')}
            </PageLink>
          </nav>
          <LanguageLinks />
        </div>
      </div>
    </footer>
  )
}

import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'

/** The way to what is one's own, the same for everybody: kept pages know nobody. */
export function AccountLink() {
  const t = useText('layout')
  return (
    <PageLink
      href="/account"
      aria-label={t('account')}
      className="-me-2 grid size-12 place-items-center rounded-full active:bg-paper-sunk"
    >
      <svg
        viewBox="0 0 20 20"
        className="size-6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        aria-hidden="true"
      >
        <circle cx="10" cy="6.5" r="3.25" />
        <path d="M3.5 17.25c.6-3.6 3.1-5.5 6.5-5.5s5.9 1.9 6.5 5.5" strokeLinecap="round" />
      </svg>
    </PageLink>
  )
}

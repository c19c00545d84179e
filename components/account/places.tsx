import { PageLink } from '#components/ui/page-link.tsx'
import { useText } from '#lib/languages/text.ts'

const FOR_ALL = [
  ['/orders', 'orders', 'ordersWords'],
  ['/account/notifications', 'notifications', 'notificationsWords'],
] as const
const FOR_KNOWN = [
  ['/account/addresses', 'addresses', 'addressesWords'],
  ['/account/cards', 'cards', 'cardsWords'],
] as const
const LAST = [['/account/data', 'data', 'dataWords']] as const

/** The pages of an account. */
export function Places({ isKnown }: { isKnown: boolean }) {
  const t = useText('account')
  const places = [...FOR_ALL, ...(isKnown ? FOR_KNOWN : []), ...LAST]
  return (
    <nav aria-label={t('account')}>
      <ul className="border-t border-line">
        {places.map(([href, title, words]) => (
          <li key={href} className="border-b border-line">
            <PageLink href={href} className="flex min-h-16 items-center justify-between gap-4 py-3">
              <span className="grid">
                <span className="text-lead font-bold">{t(title)}</span>
                <span className="text-note text-ink-soft">{t(words)}</span>
              </span>
              <svg
                viewBox="0 0 20 20"
                className="size-5 shrink-0 rtl:-scale-x-100"
                fill="none"
                stroke="currentColor"
                strokeWidth="2"
                aria-hidden="true"
              >
                <path d="m7.5 4 6 6-6 6" strokeLinecap="round" strokeLinejoin="round" />
              </svg>
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

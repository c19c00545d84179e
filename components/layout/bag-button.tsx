'use client'

import { Countdown } from '#components/ui/countdown.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { firstToExpire } from '#lib/claims/my-claims.ts'
import { useBag } from '#lib/claims/use-bag.ts'
import { useText } from '#lib/languages/text.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { useAnnouncedOffers } from '#lib/waits/use-announced-offers.ts'

/**
 * The way to the bag from everywhere, with how many units are in it and how long the first of them stays. It keeps its place while
 * empty, so that nothing moves when something arrives.
 */
export function BagButton() {
  const t = useText('layout')
  useAnnouncedOffers()
  const held = useBag()
  const first = firstToExpire(held)
  const units = held.reduce((sum, claim) => sum + claim.quantity, 0)
  if (!first) return <span id="bag-button" className="h-12" />
  return (
    <PageLink
      id="bag-button"
      href={`/sales/${first.saleSlug}/bag`}
      className="figures flex min-h-12 items-center gap-2 rounded-full bg-yours px-4 font-bold text-on-yours active:bg-yours-pressed"
    >
      <BagIcon />
      <span>
        {t.rich('unitsInBag', {
          count: units,
          quiet: (words) => <span className="sr-only">{words}</span>,
        })}
      </span>
      {first.status === 'paying' ? (
        <span>{t('paying')}</span>
      ) : (
        <Countdown untilMs={Date.parse(first.expiresAt)} renderedAtMs={getShopClock().now()} />
      )}
    </PageLink>
  )
}

function BagIcon() {
  return (
    <svg
      viewBox="0 0 20 20"
      className="size-5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d="M3.5 7h13l1 10.5h-15zM7 9V5.5a3 3 0 0 1 6 0V9" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  )
}

'use client'

import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Checkout } from '#components/checkout/checkout.tsx'
import { QueueClock } from '#components/checkout/queue-clock.tsx'
import { usePayment } from '#components/checkout/use-payment.ts'
import { useSaleStock } from '#components/sale/use-sale.ts'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { Skeleton, StripSkeleton } from '#components/ui/skeleton.tsx'
import { type Bag, nameOf } from '#lib/bags/bag.ts'
import type { BagPage } from '#lib/bags/queries.ts'
import { type Mine, NO_CLAIMS } from '#lib/claims/my-claims.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { HeardOnServer, useMyClaims } from '#lib/claims/use-my-claims.ts'
import { type Language, WRITING } from '#lib/languages/languages.ts'
import { useText } from '#lib/languages/text.ts'
import { useKeptNames } from '#lib/offline/use-kept-names.ts'
import type { HintSource } from '#lib/sales/stock-hints.ts'
import { lateCode } from '#lib/time/late-code.ts'
import { usePaying } from '#lib/worker/use-paying.ts'
import { EmptyBag } from './empty-bag.tsx'
import { PayingNotice } from './paying-notice.tsx'
import { useSaleBag } from './use-sale-bag.ts'

/** For who stands in a line, and only few do. */
const LineNotices = lazy(() =>
  lateCode(async () => ({ default: (await import('./line-notices.tsx')).LineNotices })),
)

type Props = {
  page: BagPage
  /** What this shopper holds, as the server knew it; null when it does not know who asks. */
  mine: Mine | null
  hints: HintSource
  publishableKey: string | null
}

/** One page from what is held to the pay button, drawn on the server already when it knows what that is. */
export function BagScreen({ mine, ...props }: Props) {
  const [heard] = useState(() => {
    if (mine && typeof window !== 'undefined') getShopClaims().mine.hear(mine)
    return mine ? { ...mine, isKnown: true } : NO_CLAIMS
  })
  return (
    <HeardOnServer value={heard}>
      <OpenBag {...props} />
    </HeardOnServer>
  )
}

/** In each state a bag can be in. */
function OpenBag({ page, hints, publishableKey }: Omit<Props, 'mine'>) {
  const t = useText('bag')
  const renderedAtMs = page.snapshot.now
  const live = useSaleBag(page.saleSlug, page.items, page.shippingCents, renderedAtMs)
  const { snapshot } = useSaleStock(page.snapshot, hints)
  const payment = usePayment(page.saleId)
  const { waits } = useMyClaims()
  // What came back to somebody in line has a notice of its own when its time is up.
  const ranOut = live.ranOut.filter(({ claim }) => !waits.some((wait) => wait.claimId === claim.id))
  const bag = useStillBag(live.bag, payment.step !== 'ready')
  const { held, paying } = bag
  usePaying(held.length > 0 || payment.step !== 'ready')
  useKeptNames(page.saleTitle, () => page.items.map((item) => [item.id, nameOf(item)]))
  const payingOrderId = paying.find((line) => line.claim.orderId)?.claim.orderId ?? null

  useEffect(() => {
    // A claim made from here needs a pass as much as one made on the sale's page.
    void getShopClaims().passes.keep(page.saleSlug)
  }, [page.saleSlug])

  return (
    <div className="sheet grid grid-cols-1 gap-8 pt-6 pb-10">
      <div className="grid gap-1">
        <PageLink
          href={`/sales/${page.saleSlug}`}
          className="inline-flex min-h-12 items-center gap-2 justify-self-start font-semibold underline decoration-line-strong underline-offset-4"
        >
          <span aria-hidden className="rtl:-scale-x-100">
            ←
          </span>{' '}
          {page.saleTitle}
        </PageLink>
        <h1 className="poster text-poster">{t('title')}</h1>
      </div>
      {!live.isKnown ? <BagSkeleton /> : null}
      {live.isKnown && ranOut.length > 0 && held.length > 0 ? (
        <Notice
          tone="held"
          title={t('ranOutTitle', {
            names: listOf(
              ranOut.map((line) => nameOf(line.item)),
              t.language,
            ),
          })}
        >
          <p>{t('ranOutDetail')}</p>
        </Notice>
      ) : null}
      {waits.length > 0 ? (
        <Suspense fallback={null}>
          <LineNotices items={page.items} />
        </Suspense>
      ) : null}
      {payment.problem && held.length === 0 ? (
        <Notice tone="alert" title={t('notPaid')} isUrgent>
          <p>{payment.problem.message}</p>
        </Notice>
      ) : null}
      {payment.place && held.length === 0 ? <QueueClock {...payment.place} /> : null}
      {payingOrderId && !payment.place ? (
        <PayingNotice
          orderId={payingOrderId}
          units={paying.reduce((sum, line) => sum + line.claim.quantity, 0)}
        />
      ) : null}
      {held.length > 0 ? (
        <Checkout
          page={page}
          bag={bag}
          payment={payment}
          onGivenBack={live.noticeGivenBack}
          isOpen={snapshot.sale.phase === 'live'}
          publishableKey={publishableKey}
        />
      ) : live.isKnown && paying.length === 0 && payment.step === 'ready' ? (
        <EmptyBag
          saleSlug={page.saleSlug}
          saleTitle={page.saleTitle}
          hasLapsed={ranOut.length > 0}
          isWaiting={waits.some((wait) => wait.saleSlug === page.saleSlug && wait.status === 'waiting')}
          isOver={snapshot.sale.phase === 'ended'}
          paidOrderId={live.paidOrderId}
        />
      ) : null}
    </div>
  )
}

/**
 * The bag as it was when the tap was made, while that tap is being answered: its claims are paying then, and the page
 * must neither lose what is typed nor show an empty bag.
 */
function useStillBag(bag: Bag, isPaying: boolean): Bag {
  const last = useRef(bag)
  if (!isPaying) last.current = bag
  return last.current
}

/** The size of what comes, before this device has heard what it holds. */
function BagSkeleton() {
  const t = useText('bag')
  return (
    <div className="grid gap-6">
      <p className="sr-only" role="status">
        {t('looking')}
      </p>
      <Skeleton className="h-32 max-w-sm" />
      <StripSkeleton className="h-3" />
      <Skeleton className="h-26" />
      <Skeleton className="h-96" />
    </div>
  )
}

function listOf(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(WRITING[language].tag).format(names)
}

import { redirect } from 'next/navigation'
import { Suspense } from 'react'
import { BackLink } from '#components/account/back-link.tsx'
import { CardList } from '#components/account/card-list.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { getVisitor } from '#lib/accounts/queries.ts'
import { getText } from '#lib/languages/request-language.ts'
import { getMyCards } from '#lib/payments/my-cards.ts'

export default async function CardsPage() {
  const [t, visitor] = await Promise.all([getText('account'), getVisitor()])
  if (visitor.kind !== 'account') redirect('/sign-in?next=/account/cards')
  return (
    <>
      <BackLink />
      <h1 className="poster text-poster">{t('cards')}</h1>
      <p className="text-lead text-ink-soft">{t('cardsLead')}</p>
      <Suspense fallback={<Skeleton className="h-16" />}>
        <Cards />
      </Suspense>
    </>
  )
}

/** Stripe is asked, which may take its time or not answer: the page stands meanwhile. */
async function Cards() {
  const [t, cards] = await Promise.all([getText('account'), getMyCards()])
  if (cards === null) return <Notice tone="held">{t('cardsAway')}</Notice>
  return <CardList initial={cards} />
}

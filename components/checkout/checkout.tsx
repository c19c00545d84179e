'use client'

import { useRef, useState } from 'react'
import { BagClock } from '#components/bag/bag-clock.tsx'
import { BagLines } from '#components/bag/bag-lines.tsx'
import { BagTotal } from '#components/bag/bag-total.tsx'
import { LateAddMore } from '#components/bag/late-add-more.tsx'
import { useGiveBack } from '#components/bag/use-give-back.ts'
import { Notice } from '#components/ui/notice.tsx'
import type { Bag } from '#lib/bags/bag.ts'
import type { BagPage } from '#lib/bags/queries.ts'
import { useText } from '#lib/languages/text.ts'
import { taxInBag } from '#lib/tax/included-tax.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import type { ContactFormHandle } from './contact-form.tsx'
import { LateForm } from './late-form.tsx'
import { PayBar } from './pay-bar.tsx'
import type { PaymentMethodHandle } from './payment-method.ts'
import { QueueClock } from './queue-clock.tsx'
import type { PaymentFlow } from './use-payment.ts'

type Props = {
  page: BagPage
  bag: Bag
  payment: PaymentFlow
  /** Whether the sale takes claims right now. */
  isOpen: boolean
  publishableKey: string | null
  onGivenBack: (claimId: string) => void
}

/** Something is held: what it is, for how long, who gets it, what it costs, and the button that pays. */
export function Checkout({ page, bag, payment, isOpen, publishableKey, onGivenBack }: Props) {
  const t = useText('checkout')
  const contact = useRef<ContactFormHandle>(null)
  const method = useRef<PaymentMethodHandle>(null)
  const [cardName, setCardName] = useState<string | null>(null)
  const [canPayNow, setCanPayNow] = useState(false)
  const { step, problem, place, pay } = payment
  const { leaving, problem: giveBackProblem, giveBack } = useGiveBack(onGivenBack)
  const { held, paying, endsAtMs, itemsCents, totalCents } = bag
  const isLocked = step !== 'ready'
  const renderedAtMs = page.snapshot.now

  const payNow = async (): Promise<boolean> => {
    const filledIn = contact.current?.read()
    if (!filledIn || !method.current || endsAtMs === null) return false
    const claimIds = held.map((line) => line.claim.id)
    return pay(claimIds, filledIn, method.current, performance.now() + endsAtMs - getShopClock().now())
  }
  if (endsAtMs === null || totalCents === null) return null
  const { currency, shippingCents } = page
  return (
    <div className="grid grid-cols-1 gap-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] lg:items-start lg:gap-16">
      <div className="grid grid-cols-1 gap-12 lg:order-last lg:sticky lg:top-24 lg:gap-8">
        {place ? (
          <QueueClock {...place} />
        ) : (
          <BagClock
            endsAtMs={endsAtMs}
            holdSeconds={page.holdSeconds}
            renderedAtMs={renderedAtMs}
            isMany={held.length > 1}
          />
        )}
        <section aria-labelledby="yours-for-now" className="grid gap-5">
          <h2 id="yours-for-now" className="sr-only">
            {t('yoursForNow')}
          </h2>
          <BagLines
            lines={held}
            currency={currency}
            renderedAtMs={renderedAtMs}
            leaving={leaving}
            isLocked={isLocked}
            isInQueue={place !== null}
            onGiveBack={(claimId) => void giveBack(claimId)}
          />
          {giveBackProblem ? <Notice tone="held">{giveBackProblem}</Notice> : null}
          <BagTotal
            itemsCents={itemsCents}
            shippingCents={shippingCents}
            totalCents={totalCents}
            currency={currency}
            shippingNote={page.shippingNote}
            tax={taxInBag(
              bag.held.map(({ claim, item }) => ({ ...claim, priceCents: item.priceCents })),
              shippingCents,
              page.tax,
            )}
          />
        </section>
        {isOpen ? (
          <LateAddMore
            page={page}
            takenItemIds={[...held, ...paying]
              .flatMap(({ claim }) => Array<string>(claim.quantity).fill(claim.itemId))
              .join(' ')}
            isLocked={isLocked}
          />
        ) : null}
      </div>
      <div className="grid grid-cols-1 gap-12">
        <LateForm
          contactRef={contact}
          methodRef={method}
          lastContact={page.lastContact}
          countries={page.countries}
          publishableKey={publishableKey}
          totalCents={totalCents}
          currency={currency}
          isCapturedAtShipping={page.isCapturedAtShipping}
          disabled={isLocked}
          payNow={payNow}
          onCardChosen={setCardName}
          onReady={setCanPayNow}
        />
      </div>
      {paying.length === 0 ? (
        <PayBar
          units={held.reduce((sum, line) => sum + line.claim.quantity, 0)}
          endsAtMs={endsAtMs}
          renderedAtMs={renderedAtMs}
          totalCents={totalCents}
          currency={currency}
          cardName={cardName}
          isReady={canPayNow}
          step={step}
          problem={problem}
          place={place}
          onPay={() => void payNow()}
        />
      ) : null}
    </div>
  )
}

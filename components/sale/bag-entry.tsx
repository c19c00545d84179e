'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
import type { MyClaim } from '#lib/claims/my-claims.ts'
import { buzz } from '#lib/haptics/buzz.ts'
import { useText } from '#lib/languages/text.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'

/** Longer than the pause inside a double tap. */
const ARMED_AFTER_MS = 500

type Props = { claim: MyClaim; offer: ClaimOffer; currency: string; onClaim: (quantity: number) => void }

/** What the claim button becomes when the thing is yours: how long, and where to pay. One more is offered where one may have one. */
export function BagEntry({ claim, offer, currency, onClaim }: Props) {
  const t = useText('claims')
  const isArmed = useArmed()
  return (
    <>
      <LinkButton
        tone="yours"
        size="large"
        className="min-w-0 flex-1 basis-0"
        href={`/sales/${claim.saleSlug}/bag`}
      >
        {claim.status === 'paying' ? (
          t('beingPaid')
        ) : (
          <span>
            {t.rich('yoursFor', {
              clock: () => (
                <Countdown
                  key="clock"
                  untilMs={Date.parse(claim.expiresAt)}
                  renderedAtMs={getShopClock().now()}
                />
              ),
            })}
            <span className="mx-1.5" aria-hidden>
              ·
            </span>
            <span className="whitespace-nowrap">{t('goToBag')}</span>
          </span>
        )}
      </LinkButton>
      {offer.kind === 'claim' ? (
        <Button
          size="large"
          data-claim
          aria-disabled={!isArmed}
          aria-label={t('claimOneMore', {
            price: formatMoney(offer.totalCents / offer.quantity, currency, t.language),
          })}
          onClick={() => {
            if (!isArmed) return
            buzz(10)
            onClaim(1)
          }}
        >
          <bdi dir="ltr">+1</bdi>
        </Button>
      ) : null}
    </>
  )
}

/** It comes to stand where the claim button was: the second half of a nervous double tap must not claim another one. */
function useArmed(): boolean {
  const [isArmed, setArmed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), ARMED_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return isArmed
}

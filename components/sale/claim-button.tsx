'use client'

import { Button } from '#components/ui/button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
import { buzz } from '#lib/haptics/buzz.ts'
import { useText } from '#lib/languages/text.ts'
import { formatMoney } from '#lib/money/format-money.ts'

type Props = {
  offer: ClaimOffer
  currency: string
  opensAtMs: number
  renderedAtMs: number
  onClaim: (quantity: number) => void
  /** Gets in line for what is all held. */
  onLine: (quantity: number) => void
}

const NONE = { sold_out: 'soldOut', ended: 'ended', paused: 'paused', limit: 'limit' } as const
const UNDER_WAY = { claim: 'claiming', place: 'gettingInLine' } as const

/** The one thing to tap. It always says what happens next, and answers the finger before the network does. */
export function ClaimButton({ offer, currency, opensAtMs, renderedAtMs, onClaim, onLine }: Props) {
  const t = useText('claims')
  switch (offer.kind) {
    case 'claim':
      return (
        <Button
          tone="hot"
          size="large"
          className="grow"
          data-claim
          onClick={() => {
            buzz(10)
            onClaim(offer.quantity)
          }}
        >
          {t('claim', {
            quantity: offer.quantity,
            price: formatMoney(offer.totalCents, currency, t.language),
          })}
        </Button>
      )
    case 'line':
      return (
        <Button
          tone="ink"
          size="large"
          className="min-w-0 flex-1 basis-0 px-3! text-balance text-body! max-[24rem]:text-note!"
          onClick={() => {
            buzz(10)
            onLine(offer.quantity)
          }}
        >
          {t('tellMe', { quantity: offer.quantity })}
        </Button>
      )
    case 'sending':
      return <Busy>{t(UNDER_WAY[offer.wish])}</Busy>
    case 'kept':
      return <Busy>{t(offer.why === 'no_network' ? 'waitingForNetwork' : UNDER_WAY[offer.wish])}</Busy>
    case 'opens':
      return (
        <Button size="large" className="grow" disabled>
          {t.rich('opensIn', { clock: clockTo(opensAtMs, renderedAtMs) })}
        </Button>
      )
    case 'again':
      return (
        <Button size="large" className="grow" disabled>
          {t.rich('againIn', { clock: clockTo(offer.retryAtMs, renderedAtMs) })}
        </Button>
      )
    case 'waiting':
      return null
    case 'none':
      return (
        <Button size="large" className="grow" disabled>
          {t(NONE[offer.why])}
        </Button>
      )
  }
}

/** The clock in a sentence: where it stands in it depends on the language. */
function clockTo(untilMs: number, renderedAtMs: number) {
  return () => <Countdown key="clock" untilMs={untilMs} renderedAtMs={renderedAtMs} />
}

/** Pressed, and kept pressed until there is an answer. A second tap is the same tap, so it stays focusable and does nothing. */
function Busy({ children }: { children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-disabled
      data-claim
      className="min-h-14 grow scale-[0.98] rounded-card bg-hot-pressed px-5 text-lead font-bold text-on-hot"
    >
      {children}
    </button>
  )
}

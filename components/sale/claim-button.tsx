'use client'

import { Button } from '#components/ui/button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
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

const NONE = {
  sold_out: 'Sold out',
  ended: 'The sale has ended',
  paused: 'Paused for a moment',
  limit: 'You have yours',
} as const

const UNDER_WAY = { claim: 'Claiming…', place: 'Getting in line…' } as const

/** The one thing to tap. It always says what happens next, and answers the finger before the network does. */
export function ClaimButton({ offer, currency, opensAtMs, renderedAtMs, onClaim, onLine }: Props) {
  switch (offer.kind) {
    case 'claim':
      return (
        <Button
          tone="hot"
          size="large"
          className="grow"
          data-claim
          onClick={() => {
            navigator.vibrate?.(10)
            onClaim(offer.quantity)
          }}
        >
          Claim {offer.quantity} for {formatMoney(offer.totalCents, currency)}
        </Button>
      )
    case 'line':
      return (
        <Button
          tone="ink"
          size="large"
          className="min-w-0 flex-1 basis-0 px-3! text-balance text-body! max-[24rem]:text-note!"
          onClick={() => {
            navigator.vibrate?.(10)
            onLine(offer.quantity)
          }}
        >
          All held: tell me if {offer.quantity === 1 ? 'one comes' : 'some come'} back
        </Button>
      )
    case 'sending':
      return <Busy>{UNDER_WAY[offer.wish]}</Busy>
    case 'kept':
      return <Busy>{offer.why === 'no_network' ? 'Waiting for the network…' : UNDER_WAY[offer.wish]}</Busy>
    case 'opens':
      return (
        <Button size="large" className="grow" disabled>
          Opens in <Countdown untilMs={opensAtMs} renderedAtMs={renderedAtMs} />
        </Button>
      )
    case 'again':
      return (
        <Button size="large" className="grow" disabled>
          Again in <Countdown untilMs={offer.retryAtMs} renderedAtMs={renderedAtMs} />
        </Button>
      )
    case 'waiting':
      return null
    case 'none':
      return (
        <Button size="large" className="grow" disabled>
          {NONE[offer.why]}
        </Button>
      )
  }
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

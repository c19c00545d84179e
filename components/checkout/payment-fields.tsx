'use client'

import dynamic from 'next/dynamic'
import type { Ref } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useText } from '#lib/languages/text.ts'
import { insist } from '#lib/time/late-code.ts'
import type { PaymentMethodHandle } from './payment-method.ts'
import { SandboxPanel } from './sandbox-panel.tsx'
import { useWaysToPay } from './use-ways-to-pay.ts'

/** Stripe's fields come in their own file, only to shops that have an account, and never before the page is there. */
const StripePayment = dynamic(() => insist(() => import('./stripe-payment.tsx')), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
})

type Props = {
  ref: Ref<PaymentMethodHandle>
  /** Null when the shop has no Stripe account: the sandbox panel stands in. */
  publishableKey: string | null
  totalCents: number
  currency: string
  isCapturedAtShipping: boolean
  disabled: boolean
  canPay: () => boolean
  onWalletConfirmed: () => Promise<boolean>
  onCardChosen: (name: string | null) => void
  /** Whether what pays is on the page. */
  onReady: (isReady: boolean) => void
}

/** The way to pay: Stripe's own fields, or the sandbox; with what this shopper has kept, once that is known. */
export function PaymentFields({ ref, publishableKey, disabled, onCardChosen, ...stripe }: Props) {
  const t = useText('checkout')
  const { ways, forget } = useWaysToPay()
  return (
    <section aria-labelledby="way-to-pay" className="grid grid-cols-1 gap-4">
      <h2 id="way-to-pay" className="poster text-heading">
        {t('howToPay')}
      </h2>
      {ways === null ? (
        <Skeleton className="h-96" />
      ) : publishableKey === null ? (
        <SandboxPanel
          ref={ref}
          ways={ways}
          disabled={disabled}
          onCardChosen={onCardChosen}
          onCardRemoved={forget}
          onReady={stripe.onReady}
        />
      ) : (
        <StripePayment
          ref={ref}
          publishableKey={publishableKey}
          sessionSecret={ways.sessionSecret}
          {...stripe}
        />
      )}
    </section>
  )
}

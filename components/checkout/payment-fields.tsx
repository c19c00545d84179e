'use client'

import dynamic from 'next/dynamic'
import type { Ref } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { PaymentMethodHandle } from './payment-method.ts'
import { SandboxPanel } from './sandbox-panel.tsx'

/** Stripe's fields come in their own file, only to shops that have an account, and never before the page is there. */
const StripePayment = dynamic(() => import('./stripe-payment.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
})

type Props = {
  ref: Ref<PaymentMethodHandle>
  /** Null when the shop has no Stripe account: the sandbox panel stands in. */
  publishableKey: string | null
  totalCents: number
  currency: string
  disabled: boolean
  canPay: () => boolean
  onWalletConfirmed: () => Promise<boolean>
}

/** The way to pay: Stripe's own fields, or the sandbox. */
export function PaymentFields({ ref, publishableKey, disabled, ...stripe }: Props) {
  return (
    <section aria-labelledby="way-to-pay" className="grid gap-4">
      <h2 id="way-to-pay" className="poster text-heading">
        How to pay
      </h2>
      {publishableKey === null ? (
        <SandboxPanel ref={ref} disabled={disabled} />
      ) : (
        <StripePayment ref={ref} publishableKey={publishableKey} {...stripe} />
      )}
    </section>
  )
}

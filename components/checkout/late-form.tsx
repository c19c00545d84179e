'use client'

import { type ComponentProps, lazy, type RefObject, Suspense, useMemo, useRef } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Contact } from '#lib/bags/contact.ts'
import { lateCode } from '#lib/time/late-code.ts'
import type { ContactForm, ContactFormHandle } from './contact-form.tsx'
import type { PaymentMethodHandle } from './payment-method.ts'

/** Nothing that can be paid yet depends on it, so its code waits until the browser has drawn what is held and its clock. */
const WhereAndHow = lazy(() =>
  lateCode(async () => ({ default: (await import('./where-and-how.tsx')).WhereAndHow })),
)

type Props = {
  contactRef: RefObject<ContactFormHandle | null>
  methodRef: RefObject<PaymentMethodHandle | null>
  lastContact: Contact | null
  countries: ComponentProps<typeof ContactForm>['countries']
  publishableKey: string | null
  totalCents: number
  currency: string
  isCapturedAtShipping: boolean
  disabled: boolean
  payNow: () => Promise<boolean>
  onCardChosen: (name: string | null) => void
  onReady: (isReady: boolean) => void
}

/**
 * The form of the bag. The server draws it, so it can be read and typed into at once; its code comes late. Until then
 * React must not be handed another element for it, or it would draw a skeleton over what is typed: so the element stays
 * the same while what it shows does, and the functions it calls are looked up when they are called.
 */
export function LateForm({ payNow, contactRef, ...shown }: Props) {
  const latest = useRef(payNow)
  latest.current = payNow
  const { methodRef, lastContact, countries, publishableKey, totalCents, currency } = shown
  const { isCapturedAtShipping, disabled, onCardChosen, onReady } = shown
  return useMemo(
    () => (
      <Suspense fallback={<FormSkeleton />}>
        <WhereAndHow
          contactRef={contactRef}
          methodRef={methodRef}
          lastContact={lastContact}
          countries={countries}
          publishableKey={publishableKey}
          totalCents={totalCents}
          currency={currency}
          isCapturedAtShipping={isCapturedAtShipping}
          disabled={disabled}
          canPay={() => contactRef.current?.read() != null}
          onWalletConfirmed={() => latest.current()}
          onCardChosen={onCardChosen}
          onReady={onReady}
        />
      </Suspense>
    ),
    [
      contactRef,
      methodRef,
      lastContact,
      countries,
      publishableKey,
      totalCents,
      currency,
      isCapturedAtShipping,
      disabled,
      onCardChosen,
      onReady,
    ],
  )
}

/** As high as what comes, for a bag that was filled after the page was drawn. */
function FormSkeleton() {
  return (
    <>
      <Skeleton className="h-[36rem]" />
      <Skeleton className="h-96" />
    </>
  )
}

'use client'

import {
  Elements,
  ExpressCheckoutElement,
  PaymentElement,
  useElements,
  useStripe,
} from '@stripe/react-stripe-js'
import type {
  Appearance,
  StripeExpressCheckoutElementClickEvent,
  StripeExpressCheckoutElementConfirmEvent,
} from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'
import { type Ref, useEffect, useImperativeHandle, useMemo, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { useLanguage, useText } from '#lib/languages/text.ts'
import { DELAYED_METHODS } from '#lib/payments/delayed-methods.ts'
import type { PaymentMethodHandle } from './payment-method.ts'

type Props = {
  ref: Ref<PaymentMethodHandle>
  publishableKey: string
  /** Minor units and ISO 4217 code; Stripe shows it and refuses a token made for another amount. */
  totalCents: number
  currency: string
  isCapturedAtShipping: boolean
  /** Lets Elements show, keep and remove the cards of a shopper with an account; null for a guest. */
  sessionSecret: string | null
  /** Whether the address can be sent; a wallet opens only then, since its payment is final. */
  canPay: () => boolean
  /** The shopper said yes in a wallet: the same as the pay button. False when the payment did not go through. */
  onWalletConfirmed: () => Promise<boolean>
  /** The fields are there, or it is known that they never will be, which a tap on pay then says. */
  onReady: (isReady: boolean) => void
}

/**
 * Deferred Elements: no PaymentIntent exists before the tap. Stripe.js is fetched only when this component is, which is
 * only on a page that pays.
 */
export default function StripePayment({
  publishableKey,
  totalCents,
  currency,
  isCapturedAtShipping,
  sessionSecret,
  ...fields
}: Props) {
  const language = useLanguage()
  const [hasFailed, setHasFailed] = useState(false)
  const [stripe] = useState(() =>
    loadStripe(publishableKey, { locale: language }).catch(() => {
      // Blocked, or no network: said on the page, and a tap on pay says it again.
      setHasFailed(true)
      return null
    }),
  )
  const options = useMemo(
    () => ({
      mode: 'payment' as const,
      locale: language,
      amount: totalCents,
      currency: currency.toLowerCase(),
      appearance: appearanceOf(document.body),
      // What the account offers by its dashboard, less what outlives every hold.
      excludedPaymentMethodTypes: [...DELAYED_METHODS],
      ...(isCapturedAtShipping ? { captureMethod: 'manual' as const } : {}),
      ...(sessionSecret === null ? {} : { customerSessionClientSecret: sessionSecret }),
    }),
    [totalCents, currency, isCapturedAtShipping, sessionSecret, language],
  )
  if (hasFailed) return <NotLoaded ref={fields.ref} onReady={fields.onReady} />
  return (
    <Elements stripe={stripe} options={options}>
      <StripeFields {...fields} />
    </Elements>
  )
}

function StripeFields({
  ref,
  canPay,
  onWalletConfirmed,
  onReady,
}: Pick<Props, 'ref' | 'canPay' | 'onWalletConfirmed' | 'onReady'>) {
  const t = useText('checkout')
  const stripe = useStripe()
  const elements = useElements()
  const [problem, setProblem] = useState<string | null>(null)

  useImperativeHandle(ref, () => ({
    makeToken: async (returnUrl) => {
      if (!stripe || !elements) return { ok: false, message: t('fieldsFailed') }
      const checked = await elements.submit()
      if (checked.error) return { ok: false, message: checked.error.message ?? t('checkDetails') }
      const made = await stripe.createConfirmationToken({ elements, params: { return_url: returnUrl } })
      if (made.error?.type === 'api_connection_error') throw new Error(made.error.message)
      if (made.error) return { ok: false, message: made.error.message ?? t('checkDetails') }
      return { ok: true, token: made.confirmationToken.id }
    },
    answerChallenge: async (clientSecret) => {
      if (!stripe) return { ok: false, message: t('fieldsFailed') }
      const { error } = await stripe.handleNextAction({ clientSecret })
      return error
        ? {
            ok: false,
            message: error.message ?? t('notConfirmed'),
          }
        : { ok: true }
    },
  }))

  const openWallet = (event: StripeExpressCheckoutElementClickEvent) => {
    if (canPay()) event.resolve({})
    else event.reject()
  }
  const payByWallet = async (event: StripeExpressCheckoutElementConfirmEvent) => {
    if (!(await onWalletConfirmed())) event.paymentFailed({ reason: 'fail' })
  }
  return (
    <div className="grid gap-4">
      <ExpressCheckoutElement options={{ buttonHeight: 52 }} onClick={openWallet} onConfirm={payByWallet} />
      <PaymentElement
        options={{ layout: 'accordion' }}
        onReady={() => onReady(true)}
        onLoadError={() => {
          setProblem(t('fieldsFailed'))
          onReady(true)
        }}
      />
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
    </div>
  )
}

/** Stands where the fields would be: nothing can be paid, and nothing is lost. */
function NotLoaded({ ref, onReady }: Pick<Props, 'ref' | 'onReady'>) {
  const t = useText('checkout')
  useEffect(() => onReady(true), [onReady])
  const refusal = { ok: false as const, message: t('fieldsFailed') }
  useImperativeHandle(ref, () => ({
    makeToken: () => Promise.resolve(refusal),
    answerChallenge: () => Promise.resolve(refusal),
  }))
  return (
    <Notice tone="alert" isUrgent>
      {t('fieldsFailed')}
    </Notice>
  )
}

/** Stripe's frames cannot read our tokens, so the colours in force are handed over as the browser resolved them. */
function appearanceOf(body: HTMLElement): Appearance {
  const { color, backgroundColor } = getComputedStyle(body)
  return {
    variables: {
      colorPrimary: color,
      colorBackground: backgroundColor,
      colorText: color,
      borderRadius: '12px',
      fontSizeBase: '16px',
    },
  }
}

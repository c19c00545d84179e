'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Contact } from '#lib/bags/contact.ts'
import { deviceStorage } from '#lib/claims/device-storage.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { payForBag } from '#lib/orders/actions.ts'
import type { Payment } from '#lib/payments/payment.ts'
import { forgetPaymentRequest, paymentKey, paymentRequestId } from './attempt.ts'
import type { PaymentMethodHandle, PaymentToken } from './payment-method.ts'
import { sendUntilAnswered } from './send-until-answered.ts'

export type PayStep =
  /** The button can be tapped. */
  | 'ready'
  /** The tap is on its way. */
  | 'asking'
  /** No network: the tap is kept and sent again with the same request id. */
  | 'waiting'
  /** The bank asks the shopper something. */
  | 'challenge'
  /** Answered: the order page comes. */
  | 'leaving'

export type PaymentFlow = ReturnType<typeof usePayment>

export type PayProblem = { code: string; message: string }

/** Answers after which nobody knows whether the payment was begun, or it was not looked at: the same id goes again. */
const KEEPS_REQUEST_ID = new Set(['failed', 'invalid', 'unauthenticated', 'method'])

/**
 * One payment at a time, from the tap to the order page.
 *
 * `pay` resolves to false when the payment did not happen; `problem` then says why and what to do. The request id is
 * stored before anything is sent and forgotten only with an answer, so that no reload, tab or retry can pay twice.
 */
export function usePayment(saleId: string) {
  const router = useRouter()
  const [step, setStep] = useState<PayStep>('ready')
  const [problem, setProblem] = useState<PayProblem | null>(null)
  const isBusy = useRef(false)

  useEffect(() => {
    // Back from the bank by the browser's own button: the page is as it was left, and the claims say how it stands.
    const wake = (event: PageTransitionEvent) => {
      if (event.persisted) setStep('ready')
    }
    window.addEventListener('pageshow', wake)
    return () => window.removeEventListener('pageshow', wake)
  }, [])

  const fail = (found: PayProblem) => {
    setProblem(found)
    setStep('ready')
    return false
  }

  const finish = async (payment: Payment, method: PaymentMethodHandle): Promise<boolean> => {
    if (payment.status === 'requires_action') {
      setStep('challenge')
      if (payment.nextAction.type === 'redirect_to_url') {
        window.location.assign(payment.nextAction.url)
        return true
      }
      // A refusal comes to the order by webhook: the page there says so and leads back here.
      await method.answerChallenge(payment.nextAction.clientSecret)
    }
    setStep('leaving')
    router.push(`/orders/${payment.orderId}`)
    return true
  }

  /**
   * Pays for the given claims. `giveUpAtMs` is on `performance.now`: when they have run out, sending again makes no sense.
   * When another tab has paid for them, or is just paying, this leads to that order too.
   */
  const pay = async (
    claimIds: readonly string[],
    contact: Contact,
    method: PaymentMethodHandle,
    giveUpAtMs: number,
  ): Promise<boolean> => {
    if (isBusy.current) return false
    isBusy.current = true
    setProblem(null)
    setStep('asking')
    try {
      const kept = deviceStorage(paymentKey(saleId))
      const requestId = paymentRequestId(kept, newRequestId)
      let token: PaymentToken | null = null
      const answer = await sendUntilAnswered(
        async () => {
          token ??= await method.makeToken(window.location.href)
          if (!token.ok) return { ok: false as const, code: 'method', message: token.message }
          return payForBag({ saleId, requestId, confirmationToken: token.token, contact })
        },
        giveUpAtMs,
        (isWaiting) => setStep(isWaiting ? 'waiting' : 'asking'),
      )
      if (!answer)
        return fail({
          code: 'offline',
          message:
            'The shop could not be reached. Pay again when you are back online: it can only count once.',
        })
      if (answer.ok || !KEEPS_REQUEST_ID.has(answer.code)) forgetPaymentRequest(kept, requestId)
      if (answer.ok) {
        void getShopClaims().mine.read()
        return await finish(answer.data, method)
      }
      const orderId = await findOrderOf(claimIds)
      if (!orderId) return fail(answer)
      setStep('leaving')
      router.push(`/orders/${orderId}`)
      return true
    } finally {
      isBusy.current = false
    }
  }

  return { step, problem, pay }
}

/** The order that has one of these claims by now, or null when they are held or gone. */
async function findOrderOf(claimIds: readonly string[]): Promise<string | null> {
  const { mine } = getShopClaims()
  // Twice, because the first read may be one that was under way before the answer came.
  await mine.read()
  await mine.read()
  const mineNow = mine.getState().claims
  return mineNow.find(({ id, status }) => claimIds.includes(id) && status !== 'held')?.orderId ?? null
}

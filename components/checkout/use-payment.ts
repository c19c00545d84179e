'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Contact } from '#lib/bags/contact.ts'
import { deviceStorage } from '#lib/claims/device-storage.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import { getShopClaims } from '#lib/claims/shop-claims.ts'
import { useText } from '#lib/languages/text.ts'
import { payForBag } from '#lib/orders/actions.ts'
import type { Payment } from '#lib/payments/payment.ts'
import { askInLine } from './ask-in-line.ts'
import { forgetPaymentRequest, paymentKey, paymentRequestId } from './attempt.ts'
import { keepPlace, type Place, placeKey, readPlace, type WaitingTap } from './kept-place.ts'
import type { PaymentMethodHandle, PaymentToken } from './payment-method.ts'
import { sendUntilAnswered } from './send-until-answered.ts'

export type PayStep =
  /** The button can be tapped. */
  | 'ready'
  /** The tap is on its way. */
  | 'asking'
  /** More pay than Stripe takes: in line, and no clock runs. */
  | 'queued'
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
/** In line: how long a lost connection is waited for. After this the place is given up there, too. */
const LINE_PATIENCE_MS = 40_000

type Answer =
  | Awaited<ReturnType<typeof payForBag>>
  | { ok: false; code: 'method' | 'offline'; message: string }

type Step = { isWaiting: true; place: Place; answer: Answer } | { isWaiting: false; answer: Answer }

/**
 * One payment at a time, from the tap to the order page.
 *
 * `pay` resolves to false when the payment did not happen; `problem` then says why and what to do. The request id is
 * stored before anything is sent and forgotten only with an answer, so that no reload, tab or retry can pay twice.
 */
export function usePayment(saleId: string) {
  const t = useText('checkout')
  const router = useRouter()
  const [step, setStep] = useState<PayStep>('ready')
  const [problem, setProblem] = useState<PayProblem | null>(null)
  const [place, setPlace] = useState<Place | null>(null)
  const isBusy = useRef(false)
  const offline = { ok: false as const, code: 'offline' as const, message: t('offline') }

  useEffect(() => {
    // Back from the bank by the browser's own button: the page is as it was left, and the claims say how it stands.
    const wake = (event: PageTransitionEvent) => {
      if (event.persisted) setStep('ready')
    }
    window.addEventListener('pageshow', wake)
    return () => window.removeEventListener('pageshow', wake)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page, with what this device kept
  useEffect(() => {
    const left = readPlace(deviceStorage(placeKey(saleId)), deviceStorage(paymentKey(saleId)).read())
    if (left) void alone(() => askOn(left.tap, left.place, null))
  }, [saleId])

  const fail = (found: PayProblem) => {
    setProblem(found)
    setStep('ready')
    return false
  }

  const finish = async (payment: Payment, method: PaymentMethodHandle | null): Promise<boolean> => {
    if (payment.status === 'requires_action') {
      setStep('challenge')
      if (payment.nextAction.type === 'redirect_to_url') {
        window.location.assign(payment.nextAction.url)
        return true
      }
      // A refusal comes to the order by webhook: the page there says so and leads back here.
      await method?.answerChallenge(payment.nextAction.clientSecret)
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
    return alone(async () => {
      setStep('asking')
      const requestId = paymentRequestId(deviceStorage(paymentKey(saleId)), newRequestId)
      let token: PaymentToken | null = null
      const answer: Answer =
        (await sendUntilAnswered(
          async () => {
            token ??= await method.makeToken(window.location.href)
            if (!token.ok) return { ok: false as const, code: 'method' as const, message: token.message }
            return payForBag({ saleId, requestId, confirmationToken: token.token, contact })
          },
          giveUpAtMs,
          (isWaiting) => setStep(isWaiting ? 'waiting' : 'asking'),
        )) ?? offline
      if (!answer.ok || answer.data.status !== 'queued') return conclude(answer, requestId, claimIds, method)
      const confirmationToken = tokenOf(token)
      return askOn({ requestId, confirmationToken, contact, claimIds }, answer.data, method)
    })
  }

  /** One payment at a time, whatever is tapped meanwhile. */
  const alone = async (work: () => Promise<boolean>): Promise<boolean> => {
    if (isBusy.current) return false
    isBusy.current = true
    setProblem(null)
    try {
      return await work()
    } finally {
      isBusy.current = false
    }
  }

  /** In line: sends the same tap again until it is its turn, also after a reload, when only what was kept is left of it. */
  const askOn = async (
    tap: WaitingTap,
    first: Place,
    method: PaymentMethodHandle | null,
  ): Promise<boolean> => {
    const kept = deviceStorage(placeKey(saleId))
    // The clock of the bag in the page's head stops as well.
    void getShopClaims().mine.read()
    const { claimIds, ...sent } = tap
    const onPlace = (now: Place) => {
      keepPlace(kept, tap, now)
      setPlace(now)
      setStep('queued')
    }
    const ask = async (): Promise<Step> => {
      const answer: Answer =
        (await sendUntilAnswered(
          () => payForBag({ saleId, ...sent }).then(thrownIfFailed),
          performance.now() + LINE_PATIENCE_MS,
          (isWaiting) => setStep(isWaiting ? 'waiting' : 'queued'),
        )) ?? offline
      return answer.ok && answer.data.status === 'queued'
        ? { isWaiting: true, place: answer.data, answer }
        : { isWaiting: false, answer }
    }
    const last = await askInLine<Place, Step>(
      { isWaiting: true, place: first, answer: offline },
      ask,
      onPlace,
    )
    setStep('asking')
    setPlace(null)
    kept.write(null)
    return conclude(last.answer, tap.requestId, claimIds, method)
  }

  const conclude = async (
    answer: Answer,
    requestId: string,
    claimIds: readonly string[],
    method: PaymentMethodHandle | null,
  ): Promise<boolean> => {
    const isFinal = answer.ok || !(KEEPS_REQUEST_ID.has(answer.code) || answer.code === 'offline')
    if (isFinal) forgetPaymentRequest(deviceStorage(paymentKey(saleId)), requestId)
    if (answer.ok) {
      void getShopClaims().mine.read()
      return finish(answer.data, method)
    }
    if (answer.code === 'offline') return fail(answer)
    const orderId = await findOrderOf(claimIds)
    if (!orderId) return fail(answer)
    setStep('leaving')
    router.push(`/orders/${orderId}`)
    return true
  }

  return { step, problem, place, pay }
}

/** In line a server that stumbled once is asked again, as if the connection had been lost. */
function thrownIfFailed<Given extends { ok: boolean; code?: string }>(answer: Given): Given {
  if (!answer.ok && answer.code === 'failed') throw new Error('The shop stumbled.')
  return answer
}

/** Typed for a closure: by the time somebody is in line there is a token. */
function tokenOf(token: PaymentToken | null): string {
  return token?.ok ? token.token : ''
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

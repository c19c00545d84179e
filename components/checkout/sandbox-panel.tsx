'use client'

import { type Ref, useImperativeHandle, useState } from 'react'
import { makeSandboxToken } from '#lib/payments/actions.ts'
import type { PaymentMethodHandle, PaymentToken } from './payment-method.ts'

/** What the sandbox's bank can be told to answer: Stripe's own test payment methods, and one that takes its time. */
const BANK_ANSWERS = [
  { method: 'pm_card_visa', label: 'Succeeds', detail: 'The bank says yes at once.' },
  {
    method: 'pm_card_threeDSecure2Required',
    label: 'Asks for a challenge',
    detail: 'The bank wants you to confirm on its own page.',
  },
  {
    method: 'pm_card_visa_chargeDeclined',
    label: 'Declines',
    detail: 'The bank says no; your bag comes back.',
  },
  { method: 'pm_sandbox_slow', label: 'Slow', detail: 'The bank says yes after some seconds.' },
] as const

type Props = { ref: Ref<PaymentMethodHandle>; disabled: boolean }

/** Stands where the card fields are when the shop has no Stripe account. There is no card field here, on purpose. */
export function SandboxPanel({ ref, disabled }: Props) {
  const [method, setMethod] = useState<string>(BANK_ANSWERS[0].method)

  useImperativeHandle(ref, () => ({
    makeToken: () => tokenFor(method),
    answerChallenge: () =>
      Promise.resolve({
        ok: false,
        message: 'The sandbox asks on a page of its own: open the order to get there.',
      }),
  }))

  return (
    <fieldset
      disabled={disabled}
      className="grid gap-3 rounded-card border-2 border-dashed border-line-strong p-4"
    >
      <legend className="-ml-1 px-1 font-bold">Payment sandbox — no card is charged</legend>
      <p className="text-note text-ink-soft">
        This shop has no Stripe account connected, so there is no card field. Choose what the bank answers.
      </p>
      <div className="grid gap-2">
        {BANK_ANSWERS.map((answer) => (
          <label
            key={answer.method}
            className="grid min-h-12 grid-cols-[auto_1fr] items-center gap-x-3 rounded-card border border-line px-3 py-2 has-checked:border-ink has-checked:bg-paper-raised has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="bank-answer"
              value={answer.method}
              checked={method === answer.method}
              onChange={() => setMethod(answer.method)}
              className="size-5 accent-ink"
            />
            <span className="grid">
              <span className="font-semibold">{answer.label}</span>
              <span className="text-note text-ink-soft">{answer.detail}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

async function tokenFor(method: string): Promise<PaymentToken> {
  const answer = await makeSandboxToken(method)
  return answer.ok ? { ok: true, token: answer.data.token } : answer
}

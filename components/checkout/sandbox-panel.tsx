'use client'

import { type Ref, useEffect, useImperativeHandle, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'
import { makeSandboxToken } from '#lib/payments/actions.ts'
import { cardName, cardWords, type WaysToPay } from '#lib/payments/saved-card.ts'
import { ChoiceRow } from './choice-row.tsx'
import type { PaymentMethodHandle, PaymentToken } from './payment-method.ts'
import { RemoveCard } from './remove-card.tsx'

/** What the sandbox's bank can be told to answer: Stripe's own test payment methods, and one that takes its time. */
const BANK_ANSWERS = [
  { method: 'pm_card_visa', words: 'bankYes' },
  { method: 'pm_card_threeDSecure2Required', words: 'bankAsks' },
  { method: 'pm_card_visa_chargeDeclined', words: 'bankNo' },
  { method: 'pm_sandbox_slow', words: 'bankSlow' },
] as const

type Props = {
  ref: Ref<PaymentMethodHandle>
  ways: WaysToPay
  disabled: boolean
  /** The kept card the next tap pays with, as a person calls it; null for anything else. */
  onCardChosen: (name: string | null) => void
  onCardRemoved: (cardId: string) => void
  onReady: (isReady: boolean) => void
}

/** Stands where the card fields are when the shop has no Stripe account. There is no card field here, on purpose. */
export function SandboxPanel({ ref, ways, disabled, onCardChosen, onCardRemoved, onReady }: Props) {
  const t = useText('checkout')
  const [chosen, setChosen] = useState<string | null>(null)
  const [keep, setKeep] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  // A kept card is the first choice until another is made: one tap pays.
  const method = chosen ?? ways.cards[0]?.id ?? BANK_ANSWERS[0].method
  const card = ways.cards.find(({ id }) => id === method)
  const name = card ? cardName(card, t) : null

  useEffect(() => onCardChosen(name), [name, onCardChosen])
  useEffect(() => onReady(true), [onReady])

  useImperativeHandle(ref, () => ({
    makeToken: () => tokenFor(method, keep && !card),
    answerChallenge: () => Promise.resolve({ ok: false, message: t('sandboxChallenge') }),
  }))

  const removed = (cardId: string) => {
    setProblem(null)
    setChosen((before) => (before === cardId ? null : before))
    onCardRemoved(cardId)
  }
  return (
    <fieldset
      disabled={disabled}
      className="grid min-w-0 gap-3 rounded-card border-2 border-dashed border-line-strong p-4"
    >
      <legend className="-ms-1 px-1 font-bold">{t('sandboxTitle')}</legend>
      <p className="text-note text-ink-soft">{t('sandboxDetail')}</p>
      <div className="grid gap-2">
        {ways.cards.map((saved) => (
          <ChoiceRow
            key={saved.id}
            value={saved.id}
            label={cardName(saved, t)}
            spoken={cardWords(saved, t)}
            detail={t('keptCard', { expiry: `${String(saved.expMonth).padStart(2, '0')}/${saved.expYear}` })}
            isChosen={saved.id === method}
            onChoose={setChosen}
          >
            <RemoveCard card={saved} onRemoved={removed} onProblem={setProblem} />
          </ChoiceRow>
        ))}
        {BANK_ANSWERS.map((answer) => (
          <ChoiceRow
            key={answer.method}
            value={answer.method}
            label={t(answer.words)}
            detail={t(`${answer.words}Detail`)}
            isChosen={answer.method === method}
            onChoose={setChosen}
          />
        ))}
      </div>
      {ways.canKeep && !card ? (
        <label className="flex min-h-12 items-center gap-3 px-3">
          <input
            type="checkbox"
            checked={keep}
            onChange={(event) => setKeep(event.target.checked)}
            className="size-5 accent-ink"
          />
          {t('keepCard')}
        </label>
      ) : null}
      {problem ? <Notice tone="alert">{problem}</Notice> : null}
    </fieldset>
  )
}

async function tokenFor(paymentMethod: string, keep: boolean): Promise<PaymentToken> {
  const answer = await makeSandboxToken({ paymentMethod, keep })
  return answer.ok ? { ok: true, token: answer.data.token } : answer
}

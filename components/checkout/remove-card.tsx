'use client'

import { useState } from 'react'
import { useText } from '#lib/languages/text.ts'
import { removeCard } from '#lib/payments/actions.ts'
import { cardWords, type SavedCard } from '#lib/payments/saved-card.ts'

type Step = 'closed' | 'asking' | 'removing'

type Props = { card: SavedCard; onRemoved: (cardId: string) => void; onProblem: (message: string) => void }

const BUTTON = 'min-h-12 px-2 font-semibold underline decoration-line-strong underline-offset-4'

/** Forgets a kept card, at the second tap: the first only asks. */
export function RemoveCard({ card, onRemoved, onProblem }: Props) {
  const [step, setStep] = useState<Step>('closed')
  const t = useText('checkout')
  const words = cardWords(card, t)

  const remove = async () => {
    setStep('removing')
    const answer = await removeCard(card.id)
    if (answer.ok) return onRemoved(card.id)
    onProblem(answer.message)
    setStep('closed')
  }

  if (step === 'closed') {
    return (
      <button
        type="button"
        className={BUTTON}
        onClick={() => setStep('asking')}
        aria-label={t('removeCard', { card: words })}
      >
        {t('remove')}
      </button>
    )
  }
  return (
    <span className="flex gap-2">
      <button
        type="button"
        className={BUTTON}
        onClick={() => void remove()}
        disabled={step === 'removing'}
        aria-label={step === 'removing' ? undefined : t('removeForGoodCard', { card: words })}
      >
        {step === 'removing' ? t('removing') : t('removeForGood')}
      </button>
      <button
        type="button"
        className={BUTTON}
        onClick={() => setStep('closed')}
        disabled={step === 'removing'}
      >
        {t('keep')}
      </button>
    </span>
  )
}

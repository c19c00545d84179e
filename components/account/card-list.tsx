'use client'

import { useState } from 'react'
import { RemoveCard } from '#components/checkout/remove-card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'
import { cardName, type SavedCard } from '#lib/payments/saved-card.ts'

/** The cards kept at Stripe. Nothing of them is kept here, so there is nothing to change but to remove one. */
export function CardList({ initial }: { initial: SavedCard[] }) {
  const t = useText('account')
  const ofCheckout = useText('checkout')
  const [cards, setCards] = useState(initial)
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <div className="grid gap-4">
      {cards.length === 0 ? <p className="text-ink-soft">{t('noCards')}</p> : null}
      <ul className="border-t border-line empty:hidden">
        {cards.map((card) => (
          <li
            key={card.id}
            className="flex min-h-16 flex-wrap items-center justify-between gap-x-4 border-b border-line py-2"
          >
            <span className="grid">
              <strong dir="ltr" className="figures justify-self-start">
                {cardName(card, ofCheckout)}
              </strong>
              <span className="figures text-note text-ink-soft">
                {t('cardUntil', { month: `${String(card.expMonth).padStart(2, '0')}/${card.expYear}` })}
              </span>
            </span>
            <RemoveCard
              card={card}
              onRemoved={(id) => setCards((known) => known.filter((one) => one.id !== id))}
              onProblem={setProblem}
            />
          </li>
        ))}
      </ul>
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
    </div>
  )
}

'use client'

import { Check, CircleHelp, TriangleAlert } from 'lucide-react'
import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ActionResult } from '#lib/actions/result.ts'
import { checkPayments } from '#lib/stores/check-actions.ts'
import type { Finding } from '#lib/stores/payment-keys.ts'

const LOOKS = {
  good: { word: 'Good', Icon: Check, className: 'text-yours' },
  fault: { word: 'Wrong', Icon: TriangleAlert, className: 'text-alert' },
  unknown: { word: 'Not known', Icon: CircleHelp, className: 'text-held-ink' },
} as const

/** Asks Stripe and the shop's own webhook when pressed, and says of each point how it stands and how it is mended. */
export function PaymentCheck({ merchantId }: { merchantId: string }) {
  const [answer, setAnswer] = useState<ActionResult<Finding[]> | 'offline' | null>(null)
  const [isAsking, startAsking] = useTransition()
  return (
    <div className="grid gap-3 border-t border-line pt-3">
      <Button
        className="justify-self-start"
        disabled={isAsking}
        onClick={() =>
          startAsking(async () => setAnswer(await checkPayments({ merchantId }).catch(() => 'offline')))
        }
      >
        {isAsking ? 'Asking Stripe…' : answer === null ? 'Check the payments' : 'Check again'}
      </Button>
      {answer === 'offline' ? (
        <Notice tone="alert" isUrgent>
          There is no connection just now. Try again in a moment.
        </Notice>
      ) : answer?.ok === false ? (
        <Notice tone="alert" isUrgent>
          {answer.message}
        </Notice>
      ) : answer ? (
        <Findings findings={answer.data} />
      ) : null}
    </div>
  )
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const faults = findings.filter(({ state }) => state === 'fault').length
  const unknown = findings.filter(({ state }) => state === 'unknown').length
  const title =
    faults > 0
      ? `${faults} of ${findings.length} points ${faults === 1 ? 'is' : 'are'} wrong.`
      : unknown > 0
        ? `Nothing wrong was found; ${unknown} of ${findings.length} points could not be looked at.`
        : 'Everything payments need is in order.'
  return (
    <>
      <Notice tone={faults > 0 ? 'alert' : unknown > 0 ? 'held' : 'yours'} title={title} />
      <ul aria-label="What was checked" className="divide-y divide-line">
        {findings.map(({ what, state, says, toDo }) => {
          const { word, Icon, className } = LOOKS[state]
          return (
            <li key={what} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-3 py-3">
              <Icon aria-hidden className={`mt-0.5 size-5 ${className}`} />
              <div className="grid gap-1 wrap-anywhere">
                <p className="font-semibold">
                  {what}: <span className={className}>{word}</span>
                </p>
                <p>{says}</p>
                {toDo ? <p className="text-note text-ink-soft">{toDo}</p> : null}
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}

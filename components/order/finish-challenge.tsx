'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'
import type { Text } from '#lib/languages/translator.ts'
import type { NextAction } from '#lib/payments/payment.ts'

type Props = { action: NextAction; publishableKey: string | null }

/** The bank still waits for an answer: the way back to its question, for whom a reload or a dead battery took it away. */
export function FinishChallenge({ action, publishableKey }: Props) {
  const t = useText('orders')
  const [problem, setProblem] = useState<string | null>(null)

  const goOn = async () => {
    if (action.type === 'redirect_to_url') window.location.assign(action.url)
    else setProblem(await answerInPlace(publishableKey, action.clientSecret, t))
  }
  return (
    <div className="grid gap-3">
      <Notice tone="held" title={t('bankWaitsTitle')}>
        <p>{t('bankWaitsDetail')}</p>
      </Notice>
      <Button tone="hot" size="large" onClick={() => void goOn()}>
        {t('confirmAtBank')}
      </Button>
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
    </div>
  )
}

/** Shows the bank's question by Stripe.js; null when it was answered, else what to do. */
async function answerInPlace(
  publishableKey: string | null,
  clientSecret: string,
  t: Text<'orders'>,
): Promise<string | null> {
  const failed = t('challengeFailed')
  if (!publishableKey) return failed
  try {
    const { loadStripe } = await import('@stripe/stripe-js/pure')
    const stripe = await loadStripe(publishableKey, { locale: t.language })
    if (!stripe) return failed
    const { error } = await stripe.handleNextAction({ clientSecret })
    return error ? (error.message ?? failed) : null
  } catch {
    // Stripe.js could not be fetched: the order is unchanged, so tapping again is all there is to do.
    return failed
  }
}

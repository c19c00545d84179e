import { BottomBar } from '#components/layout/bottom-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatMoney } from '#lib/money/format-money.ts'
import type { PayProblem, PayStep } from './use-payment.ts'

type Props = {
  totalCents: number
  currency: string
  step: PayStep
  problem: PayProblem | null
  onPay: () => void
}

/** The one button of the page. It says what happens when it is tapped, and what is happening after that. */
export function PayBar({ totalCents, currency, step, problem, onPay }: Props) {
  return (
    <BottomBar>
      {problem ? (
        <Notice tone="alert" title="Not paid" isUrgent>
          <p>{problem.message}</p>
        </Notice>
      ) : null}
      <Button tone="hot" size="large" className="w-full" disabled={step !== 'ready'} onClick={onPay}>
        {WORDS[step] ?? `Pay ${formatMoney(totalCents, currency)}`}
      </Button>
      <p role="status" className="sr-only">
        {WORDS[step] ?? ''}
      </p>
    </BottomBar>
  )
}

const WORDS: Record<PayStep, string | null> = {
  ready: null,
  asking: 'Asking your bank…',
  waiting: 'No network: paying as soon as it is back…',
  challenge: 'Your bank has a question…',
  leaving: 'Opening your order…',
}

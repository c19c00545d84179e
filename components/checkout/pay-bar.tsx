import { BottomBar } from '#components/layout/bottom-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useText } from '#lib/languages/text.ts'
import type { Text } from '#lib/languages/translator.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import type { Place } from './kept-place.ts'
import { waitWords } from './queue-clock.tsx'
import type { PayProblem, PayStep } from './use-payment.ts'

type Props = {
  units: number
  totalCents: number
  currency: string
  /** The kept card that one tap pays with, such as "Visa ••4242"; null when the way to pay is chosen above. */
  cardName: string | null
  /** Whether the ways to pay are on the page: nobody pays by one they have not seen. */
  isReady: boolean
  endsAtMs: number
  renderedAtMs: number
  step: PayStep
  problem: PayProblem | null
  /** In line to pay; null when not. */
  place: Place | null
  onPay: () => void
}

/** Here as well as above, because whoever just tapped is looking here. */
const placeLine = ({ place, waitSeconds }: Place, t: Text<'checkout'>) =>
  t('placeInLine', { place, wait: waitWords(waitSeconds, t) })

/** The one button of the page. It says what happens when it is tapped; the line above it, what is true or went wrong. */
export function PayBar(props: Props) {
  const { units, totalCents, currency, cardName, isReady, step, problem, place, onPay, ...clock } = props
  const t = useText('checkout')
  const amount = formatMoney(totalCents, currency, t.language)
  const payLabel = cardName ? t('payWith', { amount, card: cardName }) : t('pay', { amount })
  const label = isReady ? payLabel : t('gettingWays')
  const stepLine = step === 'ready' ? null : t(`${step}Line`)
  return (
    <BottomBar>
      {problem ? (
        <Notice tone="alert" title={t('notPaid')} isUrgent>
          <p>{problem.message}</p>
        </Notice>
      ) : (
        <p
          role="status"
          className="figures flex flex-wrap justify-between gap-x-3 text-note leading-5 font-semibold"
        >
          {(place ? placeLine(place, t) : stepLine) ?? (
            <>
              <span>{t('unitsAndShipping', { count: units })}</span>
              <span className="whitespace-nowrap">
                {t.rich('timeLeft', {
                  clock: () => <Countdown untilMs={clock.endsAtMs} renderedAtMs={clock.renderedAtMs} />,
                })}
              </span>
            </>
          )}
        </p>
      )}
      <Button
        tone="hot"
        size="large"
        className="w-full"
        disabled={step !== 'ready' || !isReady}
        onClick={onPay}
      >
        {step === 'ready' ? label : t(`${step}Button`)}
      </Button>
    </BottomBar>
  )
}

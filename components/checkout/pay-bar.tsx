import { BottomBar } from '#components/layout/bottom-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { Notice } from '#components/ui/notice.tsx'
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
const placeLine = ({ place, waitSeconds }: Place) =>
  `Number ${place} in line to pay, ${waitWords(waitSeconds)}. Your units are locked: no clock runs.`

const BUTTON: Record<PayStep, string | null> = {
  ready: null,
  asking: 'Asking your bank…',
  queued: 'In line to pay…',
  waiting: 'Waiting for the network…',
  challenge: 'Your bank has a question…',
  leaving: 'Opening your order…',
}

const LINE: Record<PayStep, string | null> = {
  ready: null,
  asking: 'Your units are locked for you while your bank answers.',
  queued: 'Your units are locked for you, and no clock runs, while you are in line.',
  waiting: 'No network. Your tap is kept and sent the moment you are back online; it counts once.',
  challenge: 'Your units are locked for you while your bank asks.',
  leaving: 'Done. The order comes.',
}

/** The one button of the page. It says what happens when it is tapped; the line above it, what is true or went wrong. */
export function PayBar(props: Props) {
  const { units, totalCents, currency, cardName, isReady, step, problem, place, onPay, ...clock } = props
  const label = isReady
    ? `Pay ${formatMoney(totalCents, currency)}${cardName ? ` with ${cardName}` : ''}`
    : 'Getting your ways to pay…'
  return (
    <BottomBar>
      {problem ? (
        <Notice tone="alert" title="Not paid" isUrgent>
          <p>{problem.message}</p>
        </Notice>
      ) : (
        <p
          role="status"
          className="figures flex flex-wrap justify-between gap-x-3 text-note leading-5 font-semibold"
        >
          {(place ? placeLine(place) : LINE[step]) ?? (
            <>
              <span>{units === 1 ? 'One unit' : `${units} units`}, shipping included</span>
              <span className="whitespace-nowrap">
                <Countdown untilMs={clock.endsAtMs} renderedAtMs={clock.renderedAtMs} /> left
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
        {BUTTON[step] ?? label}
      </Button>
    </BottomBar>
  )
}

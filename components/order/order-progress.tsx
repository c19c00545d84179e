import { useText } from '#lib/languages/text.ts'
import type { MessageKey } from '#lib/languages/translator.ts'
import type { ProgressStep } from './progress.ts'

const DOTS: Record<ProgressStep['state'], string> = {
  done: 'border-yours bg-yours text-on-yours',
  now: 'border-ink bg-paper text-ink',
  later: 'border-line-strong bg-paper text-ink-soft',
}

const SPOKEN: Record<ProgressStep['state'], MessageKey<'orderStatus'>> = {
  done: 'stepDone',
  now: 'stepNow',
  later: 'stepLater',
}

/** The way of a parcel as a line with three stops. */
export function OrderProgress({ steps }: { steps: readonly ProgressStep[] }) {
  const t = useText('orderStatus')
  return (
    <ol aria-label={t('progress')} className="grid grid-cols-3">
      {steps.map((step, index) => (
        <li
          key={step.label}
          aria-current={step.state === 'now' ? 'step' : undefined}
          className="grid content-start gap-2"
        >
          <span aria-hidden className="flex items-center">
            <span className={`h-1 flex-1 rounded-full ${index === 0 ? 'invisible' : barClass(step)}`} />
            <span
              className={`grid size-8 place-items-center rounded-full border-2 font-bold ${DOTS[step.state]}`}
            >
              {step.state === 'done' ? '✓' : index + 1}
            </span>
            <span
              className={`h-1 flex-1 rounded-full ${index === 2 ? 'invisible' : barClass(steps[index + 1])}`}
            />
          </span>
          <span
            className={`text-center text-note ${step.state === 'later' ? 'text-ink-soft' : 'font-semibold text-ink'}`}
          >
            {step.label}
            <span className="sr-only">, {t(SPOKEN[step.state])}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}

/** The piece of line that leads to a stop is solid once that stop is reached. */
function barClass(step: ProgressStep | undefined): string {
  return step?.state === 'done' ? 'bg-yours' : 'bg-line'
}

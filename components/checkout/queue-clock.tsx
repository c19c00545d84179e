import { useText } from '#lib/languages/text.ts'
import type { Text } from '#lib/languages/translator.ts'
import type { Place } from './kept-place.ts'

/** The place in line before the till, where the time left to pay stands otherwise: no clock runs here. */
export function QueueClock({ place, waitSeconds }: Place) {
  const t = useText('checkout')
  return (
    <section aria-labelledby="in-line-to-pay" className="@container grid grid-cols-1 gap-3">
      <p id="in-line-to-pay" className="poster clock text-clock whitespace-nowrap">
        <span className="sr-only">{t('placeLabel')} </span>
        <span aria-hidden className="text-ink-soft">
          #
        </span>
        {place}
      </p>
      <span aria-hidden className="block h-3 rounded-full border border-line-strong bg-held-wash" />
      <p className="text-ink-soft">{t('queueDetail', { wait: waitWords(waitSeconds, t) })}</p>
    </section>
  )
}

/** How long it takes, in words that a second more or less does not make untrue. */
export function waitWords(seconds: number, t: Text<'checkout'>): string {
  if (seconds <= 5) return t('waitMoment')
  if (seconds < 60) return t('waitSeconds', { count: Math.ceil(seconds / 5) * 5 })
  return t('waitMinutes', { count: Math.round(seconds / 60) })
}

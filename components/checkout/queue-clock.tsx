import type { Place } from './kept-place.ts'

/** The place in line before the till, where the time left to pay stands otherwise: no clock runs here. */
export function QueueClock({ place, waitSeconds }: Place) {
  return (
    <section aria-labelledby="in-line-to-pay" className="@container grid grid-cols-1 gap-3">
      <p id="in-line-to-pay" className="poster clock text-clock whitespace-nowrap">
        <span className="sr-only">Your place in line to pay: </span>
        <span aria-hidden className="text-ink-soft">
          #
        </span>
        {place}
      </p>
      <span aria-hidden className="block h-3 rounded-full border border-line-strong bg-held-wash" />
      <p className="text-ink-soft">
        in line to pay, {waitWords(waitSeconds)}. Many pay in this moment. Your units are locked for you: no
        clock runs, and nothing goes back, until it is your turn. Keep this page open.
      </p>
    </section>
  )
}

/** How long it takes, in words that a second more or less does not make untrue. */
export function waitWords(seconds: number): string {
  if (seconds <= 5) return 'a few seconds to go'
  if (seconds < 60) return `about ${Math.ceil(seconds / 5) * 5} seconds to go`
  const minutes = Math.round(seconds / 60)
  return minutes === 1 ? 'about a minute to go' : `about ${minutes} minutes to go`
}

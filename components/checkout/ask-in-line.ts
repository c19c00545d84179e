/** Pause between two questions, in milliseconds: who asks at least every ten seconds is called up in turn. */
const ASK_EVERY_MS = 1_500
const JITTER_MS = 1_000

type Answer<Place> = { isWaiting: true; place: Place } | { isWaiting: false }

/**
 * Asks on until it is no longer waiting: `ask` sends the same tap each time, `onPlace` hears where it stands. Resolves to the
 * first answer that is not a place. Where `document` is hidden it asks all the same, because the place is lost otherwise.
 */
export async function askInLine<Place, Given extends Answer<Place>>(
  first: Given,
  ask: () => Promise<Given>,
  onPlace: (place: Place) => void,
  random: () => number = Math.random,
): Promise<Given> {
  let answer = first
  while (answer.isWaiting) {
    onPlace(answer.place)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS + random() * JITTER_MS))
    answer = await ask()
  }
  return answer
}

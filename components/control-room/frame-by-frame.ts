type Draw = () => void

const waiting = new Map<object, Draw>()
let isAsked = false

function next(): void {
  const first = waiting.entries().next().value
  isAsked = false
  if (!first) return
  waiting.delete(first[0])
  askForFrame()
  first[1]()
}

function askForFrame(): void {
  if (isAsked || waiting.size === 0) return
  isAsked = true
  requestAnimationFrame(next)
}

/**
 * Draws in one of the next frames, one drawing a frame: six charts at one stroke cost a slow computer the frame. What waits for the same
 * `owner` is replaced, so that a page in the background, which has no frames, keeps no more than the last.
 * Gives back what forgets it.
 */
export function drawFrameByFrame(owner: object, draw: Draw): () => void {
  waiting.set(owner, draw)
  askForFrame()
  return () => {
    if (waiting.get(owner) === draw) waiting.delete(owner)
  }
}

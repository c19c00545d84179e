import { shared } from '#lib/http/shared.ts'

/** How long after somebody was refused for want of room the door is watched. */
export const WATCH_MS = 250
/** Claims let in within one turn of the event loop meanwhile: one batch, more could not depart before the next turn. */
export const TURN_MAX = 256

export type DoorSource = {
  steadyNowMs(): number
  /** Calls back when this turn of the event loop is over. */
  onTurnEnd(task: () => void): void
}

/**
 * Refuses claims before they are read, while more come than can be read. Under overload the queue refuses, but to find
 * out that it is full costs as much as being served by it (the body, the pass, the item); twice the crowd then makes
 * everybody late, those in the queue too. So once the queue has refused somebody, only as many are let in a turn as
 * could depart; who comes after them in that turn is told `busy` for the price of a header. At opening nothing is
 * refused here: the queue has room for that burst.
 */
export type Door = {
  /** Told whenever the queue had no room. */
  noteFull(): void
  /** Asked once for each claim that comes; true: say `busy` at once. */
  isShut(): boolean
}

export function createDoor(source: DoorSource): Door {
  let fullAtMs = Number.NEGATIVE_INFINITY
  let letIn = 0
  let isTurnCounted = false
  return {
    noteFull() {
      fullAtMs = source.steadyNowMs()
    },
    isShut() {
      if (source.steadyNowMs() - fullAtMs > WATCH_MS) return false
      if (!isTurnCounted) {
        isTurnCounted = true
        source.onTurnEnd(() => {
          isTurnCounted = false
          letIn = 0
        })
      }
      letIn += 1
      return letIn > TURN_MAX
    },
  }
}

/** The door of this process. */
export function getClaimDoor(): Door {
  return shared('claim-door', () =>
    createDoor({ steadyNowMs: () => performance.now(), onTurnEnd: (task) => setImmediate(task) }),
  )
}

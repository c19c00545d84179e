import { describe, expect, it } from 'vitest'
import { createDoor, TURN_MAX, WATCH_MS } from './door.ts'

function stage() {
  let nowMs = 0
  const turnEnds: (() => void)[] = []
  const door = createDoor({ steadyNowMs: () => nowMs, onTurnEnd: (task) => turnEnds.push(task) })
  return {
    door,
    pass: (ms: number) => {
      nowMs += ms
    },
    endTurn: () => {
      for (const task of turnEnds.splice(0)) task()
    },
    /** How many of so many who come in one turn are let in. */
    letIn: (count: number) =>
      Array.from({ length: count }, () => door.isShut()).filter((shut) => !shut).length,
  }
}

describe('the door', () => {
  it('is open to any burst while the queue has refused nobody', () => {
    const { letIn } = stage()
    expect(letIn(10_000)).toBe(10_000)
  })

  it('lets one batch in a turn once the queue was full, and the next one in the next turn', () => {
    const { door, letIn, endTurn } = stage()
    door.noteFull()
    expect(letIn(1000)).toBe(TURN_MAX)
    expect(letIn(10)).toBe(0)
    endTurn()
    expect(letIn(1000)).toBe(TURN_MAX)
  })

  it('is forgotten a while after the last refusal', () => {
    const { door, letIn, endTurn, pass } = stage()
    door.noteFull()
    expect(letIn(1000)).toBe(TURN_MAX)
    endTurn()
    pass(WATCH_MS + 1)
    expect(letIn(1000)).toBe(1000)
  })
})

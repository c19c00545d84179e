import { expect, it } from 'vitest'
import type { ClaimOutbox } from './claim-outbox.ts'
import { createLateOutbox } from './late-outbox.ts'
import type { TapState } from './tap-state.ts'

/** An outbox that only notes what it is told. */
function arrivedOutbox() {
  const told: string[] = []
  let state: TapState | null = null
  let heard: () => void = () => {}
  const outbox: ClaimOutbox = {
    prepare: (itemId) => void told.push(`prepare ${itemId}`),
    tap(_slug, itemId, quantity) {
      told.push(`tap ${itemId} ${quantity}`)
      state = { name: 'sending' }
    },
    getState: () => state,
    isWaiting: () => state !== null,
    dismiss: () => {},
    flush: async () => {},
    hear: () => {},
    subscribe(listener) {
      heard = listener
      return () => {}
    },
  }
  const answer = (next: TapState) => {
    state = next
    heard()
  }
  return { outbox, told, answer }
}

function memory() {
  const kept = { text: null as string | null }
  const write = (text: string | null) => {
    kept.text = text
  }
  return { kept, storage: { read: () => kept.text, write } }
}

it('a tap before the code has come is shown at once, calls for it, and is handed over once, with its request id ready', () => {
  let hurries = 0
  let draws = 0
  const { storage } = memory()
  const late = createLateOutbox(() => {
    hurries += 1
  }, storage)
  late.subscribe(() => {
    draws += 1
  })
  late.prepare('lamp')
  late.tap('first-light', 'lamp', 2)
  late.tap('first-light', 'lamp', 2)
  expect(late.getState('lamp')).toEqual({ name: 'sending' })
  expect({ hurries, draws }).toEqual({ hurries: 1, draws: 1 })

  const { outbox, told, answer } = arrivedOutbox()
  late.arrive(outbox)
  expect(told).toEqual(['prepare lamp', 'tap lamp 2'])
  answer({ name: 'refused', code: 'sold_out', retryAt: null })
  expect(late.getState('lamp')).toMatchObject({ name: 'refused' })
  expect(draws).toBe(3)
  late.tap('first-light', 'mug', 1)
  expect(told).toEqual(['prepare lamp', 'tap lamp 2', 'tap mug 1'])
})

it('a tap whose code cannot be had waits for the network, says so, and outlives the page', () => {
  const { kept, storage } = memory()
  const late = createLateOutbox(() => {}, storage)
  late.tap('first-light', 'lamp', 2)
  late.despair()
  expect(late.getState('lamp')).toEqual({ name: 'waiting', why: 'no_network' })

  const next = createLateOutbox(() => {}, storage)
  const { outbox, told } = arrivedOutbox()
  next.arrive(outbox)
  expect(told).toEqual(['tap lamp 2'])
  expect(kept.text).toBeNull()
})

it('nobody is surprised by a tap of an hour ago', () => {
  const { storage } = memory()
  storage.write(JSON.stringify([Date.now() - 3_600_000, { saleSlug: 'x', itemId: 'lamp', quantity: 1 }]))
  const { outbox, told } = arrivedOutbox()
  createLateOutbox(() => {}, storage).arrive(outbox)
  expect(told).toEqual([])
})

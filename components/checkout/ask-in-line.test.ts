import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askInLine } from './ask-in-line.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Step = { isWaiting: true; place: number } | { isWaiting: false; said: string }

test('it asks on, a little at random so that a crowd does not ask at once, until it is its turn', async () => {
  const steps: Step[] = [
    { isWaiting: true, place: 2 },
    { isWaiting: true, place: 1 },
    { isWaiting: false, said: 'paid' },
  ]
  const [places, asked]: [number[], number[]] = [[], []]
  const began = Date.now()
  const last = askInLine<number, Step>(
    { isWaiting: true, place: 3 },
    async () => {
      asked.push(Date.now() - began)
      return steps.shift() ?? { isWaiting: false, said: 'nothing' }
    },
    (place) => void places.push(place),
    () => 0.5,
  )
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await last).toEqual({ isWaiting: false, said: 'paid' })
  expect(places).toEqual([3, 2, 1])
  expect(asked).toEqual([2_000, 4_000, 6_000])
})

test('who is not in line is not asked', async () => {
  const ask = vi.fn()
  expect(await askInLine({ isWaiting: false as const, said: 'declined' }, ask, () => {})).toMatchObject({
    said: 'declined',
  })
  expect(ask).not.toHaveBeenCalled()
})

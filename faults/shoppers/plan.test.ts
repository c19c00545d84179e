import { expect, test } from 'vitest'
import { makePlan, type PlanSettings } from './plan.ts'

const settings: PlanSettings = {
  shoppers: 200,
  items: 3,
  durationMs: 10_000,
  pauseMs: 1000,
  servers: 2,
  weights: {
    claim: 4,
    burst: 1,
    retry: 1,
    release: 2,
    lapse: 1,
    wait: 1,
    leave: 1,
    pay: 2,
    buy: 1,
    decline: 1,
    walk_away: 1,
  },
  twice: 0.2,
  givesUp: 0.2,
  maxQuantity: 3,
}

test('the same seed gives the same plan, another seed another one', () => {
  expect(makePlan(7, settings)).toEqual(makePlan(7, settings))
  expect(makePlan(8, settings)).not.toEqual(makePlan(7, settings))
})

test('every kind of step, manner, item and server is in a plan, and no request id twice', () => {
  const steps = makePlan(7, settings).flatMap((shopper) => shopper.steps)
  const seen = (values: readonly (string | number)[]) => [...new Set(values)].toSorted()
  expect(seen(steps.map((step) => step.kind))).toEqual(Object.keys(settings.weights).toSorted())
  expect(seen(steps.map((step) => step.manner))).toEqual(['gives_up', 'once', 'twice'])
  expect(seen(steps.map((step) => step.item))).toEqual([0, 1, 2])
  expect(seen(steps.map((step) => step.server))).toEqual([0, 1])
  const requestIds = steps.flatMap((step) => [step.requestId, ...step.burstIds])
  expect(new Set(requestIds).size).toBe(requestIds.length)
})

test('steps are in order of time and within the run', () => {
  for (const { steps } of makePlan(9, settings)) {
    const times = steps.map((step) => step.atMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(settings.durationMs)
  }
})

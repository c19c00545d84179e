import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { drawFrameByFrame } from './frame-by-frame.ts'

let frames: (() => void)[] = []
const frame = () => frames.shift()?.()

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
})
afterEach(() => {
  while (frames.length > 0) frame()
  vi.unstubAllGlobals()
})

test('one drawing a frame, in the order in which they were asked for, and no frame without one', () => {
  const drawn: string[] = []
  for (const name of ['claims', 'units', 'money']) drawFrameByFrame({ name }, () => void drawn.push(name))
  expect(drawn).toEqual([])
  frame()
  expect(drawn).toEqual(['claims'])
  frame()
  frame()
  expect(drawn).toEqual(['claims', 'units', 'money'])
  expect(frames).toEqual([])
})

test('of what waits for one chart only the last is drawn', () => {
  const drawn: number[] = []
  const chart = {}
  for (const reading of [1, 2, 3]) drawFrameByFrame(chart, () => void drawn.push(reading))
  frame()
  frame()
  expect(drawn).toEqual([3])
})

test('what was forgotten is not drawn, and forgetting an old drawing leaves the new one', () => {
  const drawn: number[] = []
  const chart = {}
  const forgetFirst = drawFrameByFrame(chart, () => void drawn.push(1))
  const forgetSecond = drawFrameByFrame(chart, () => void drawn.push(2))
  forgetFirst()
  frame()
  expect(drawn).toEqual([2])
  drawFrameByFrame(chart, () => void drawn.push(3))()
  forgetSecond()
  frame()
  expect(drawn).toEqual([2])
})

test('a drawing that throws keeps no other from being drawn', () => {
  const drawn: string[] = []
  drawFrameByFrame({}, () => {
    throw new Error('no canvas')
  })
  drawFrameByFrame({}, () => void drawn.push('units'))
  expect(frame).toThrow('no canvas')
  frame()
  expect(drawn).toEqual(['units'])
})

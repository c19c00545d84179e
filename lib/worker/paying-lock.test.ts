import { expect, test } from 'vitest'
import { ifNobodyPays, untilNobodyPays } from './nobody-pays.ts'
import { holdPaying } from './paying-lock.ts'

/** Node's own Web Locks, one manager for all tabs of a test as in a browser. */
const { locks } = navigator

test('nothing is exchanged while one of two tabs still pays', async () => {
  const first = holdPaying(locks)
  const second = holdPaying(locks)
  let ran = 0
  const exchange = async () => {
    ran += 1
  }
  expect(await ifNobodyPays(locks, exchange)).toBe(false)
  first()
  expect(await ifNobodyPays(locks, exchange)).toBe(false)
  second()
  await untilNobodyPays(locks)
  expect(await ifNobodyPays(locks, exchange)).toBe(true)
  expect(ran).toBe(1)
})

test('who waits for the end of a payment is told when it has ended, not before', async () => {
  const release = holdPaying(locks)
  let isOver = false
  const waiting = untilNobodyPays(locks).then(() => {
    isOver = true
  })
  await ifNobodyPays(locks, async () => {})
  expect(isOver).toBe(false)
  release()
  await waiting
  expect(isOver).toBe(true)
})

test('another tab that is just being told is no payment', async () => {
  let told = () => {}
  const telling = locks.request('stampede.paying', () => new Promise<void>((resolve) => (told = resolve)))
  const exchanged = ifNobodyPays(locks, async () => {})
  setTimeout(told, 20)
  expect(await exchanged).toBe(true)
  await telling
})

test('what goes wrong while it is exchanged is told to who asked', async () => {
  const failure = new Error('no such version')
  await expect(ifNobodyPays(locks, () => Promise.reject(failure))).rejects.toBe(failure)
})

test('where a browser has no locks nobody is known to pay', async () => {
  holdPaying(undefined)()
  await untilNobodyPays(undefined)
  expect(await ifNobodyPays(undefined, async () => {})).toBe(true)
})

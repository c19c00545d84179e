import { expect, test } from 'vitest'
import { chosenAmong } from './chosen-merchant.ts'

const merchant = (id: string) => ({ id, name: id, slug: id, currency: 'EUR', role: 'owner' }) as const
const mine = [merchant('a'), merchant('b')]

test('the chosen merchant is looked at when it is one of mine', () => {
  expect(chosenAmong(mine, 'b')?.id).toBe('b')
})

test('a choice of a merchant I do not work for is as good as none', () => {
  expect(chosenAmong(mine, 'c')?.id).toBe('a')
  expect(chosenAmong(mine, undefined)?.id).toBe('a')
  expect(chosenAmong([], 'c')).toBe(null)
})

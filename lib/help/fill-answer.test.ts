import { expect, test } from 'vitest'
import { fillAnswer } from './fill-answer.ts'

const FACTS = { name: 'Ada $& {number}', number: '7K2M-9QPD' }

test('a canned answer takes the name and the number of the order, as they are', () => {
  expect(fillAnswer('Hello {name}, about {number} and {number}:', FACTS)).toBe(
    'Hello Ada $& {number}, about 7K2M-9QPD and 7K2M-9QPD:',
  )
})

test('what it does not know stays as it was written', () => {
  expect(fillAnswer('{Name} {tracking} {}', FACTS)).toBe('{Name} {tracking} {}')
})

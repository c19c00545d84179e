import { expect, test } from 'vitest'
import { CONTESTANTS, FIGURES, readArguments } from './arguments.ts'

test('without flags everything runs, five rounds', () => {
  expect(readArguments([])).toMatchObject({
    rounds: 5,
    isQuick: false,
    contestants: CONTESTANTS,
    figures: FIGURES,
  })
})

test('--quick is one round unless --rounds says otherwise', () => {
  expect(readArguments(['--quick'])).toMatchObject({ rounds: 1, isQuick: true })
  expect(readArguments(['--quick', '--rounds', '3'])).toMatchObject({ rounds: 3, isQuick: true })
  expect(readArguments(['--rounds=7'])).toMatchObject({ rounds: 7, isQuick: false })
})

test('--only takes contestants, figures or both', () => {
  expect(readArguments(['--only', 'fast-lane,fastify-redis'])).toMatchObject({
    contestants: ['fast-lane', 'fastify-redis'],
    figures: ['hot'],
  })
  expect(readArguments(['--only=losers'])).toMatchObject({
    contestants: ['bare-node', 'fast-lane'],
    figures: ['losers'],
  })
  expect(readArguments(['--only', 'tutorial,hot,snapshot'])).toMatchObject({
    contestants: ['tutorial'],
    figures: ['hot', 'snapshot'],
  })
})

test('what is mistyped is refused with the flags there are, before anything starts', () => {
  for (const words of [
    ['--qick'],
    ['--quick=yes'],
    ['fast-lane'],
    ['--only', 'fastlane'],
    ['--only'],
    ['--rounds', '0'],
    ['--rounds', 'many'],
    ['--port', '80'],
  ]) {
    expect(() => readArguments(words), words.join(' ')).toThrow('Usage: npm run bench')
  }
})

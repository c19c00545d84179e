import { expect, test } from 'vitest'
import type { KeptText } from './attempt.ts'
import { keepChallenge, keptChallenge } from './challenge.ts'

function keptText(text: string | null = null): KeptText {
  let value = text
  return {
    read: () => value,
    write: (next) => {
      value = next
    },
  }
}

test.each([
  { type: 'redirect_to_url', url: 'https://bank.example/ask/1' },
  { type: 'use_stripe_sdk', clientSecret: 'pi_1_secret_2' },
] as const)('a reload in the middle of a $type challenge can go on with it', (action) => {
  const kept = keptText()
  keepChallenge(kept, action)
  expect(keptChallenge(kept)).toEqual(action)
  kept.write(null)
  expect(keptChallenge(kept)).toBeNull()
})

test.each(['not json', '7', 'null', '{}', '{"url":"javascript:alert(1)"}', '{"url":7}'])(
  'a damaged note (%s) leads nowhere',
  (text) => {
    expect(keptChallenge(keptText(text))).toBeNull()
  },
)

import { expect, test } from 'vitest'
import { contactFrom } from '#lib/bags/contact.ts'
import type { KeptText } from './attempt.ts'
import { keepPlace, readPlace, type WaitingTap } from './kept-place.ts'

function keptText(text: string | null = null): KeptText {
  let value = text
  return {
    read: () => value,
    write: (next) => {
      value = next
    },
  }
}

const tap: WaitingTap = {
  requestId: 'r1',
  confirmationToken: 'ctoken_1',
  contact: contactFrom({ email: 'ada@example.com', name: 'Ada', city: 'Berlin' }),
  claimIds: ['c1', 'c2'],
}

test('a reload finds the tap that was in line, with its place', () => {
  const kept = keptText()
  keepPlace(kept, tap, { place: 12, waitSeconds: 3 })
  expect(readPlace(kept, 'r1')).toEqual({ tap, place: { place: 12, waitSeconds: 3 } })
})

test('a tap that was answered meanwhile, or another one, is not sent again', () => {
  const kept = keptText()
  keepPlace(kept, tap, { place: 12, waitSeconds: 3 })
  expect(readPlace(kept, null)).toBeNull()
  expect(readPlace(kept, 'r2')).toBeNull()
})

test.each([null, '', 'not json', '[]', '7', '{"requestId":"r1"}'])(
  'what is kept as %j is no place',
  (text) => {
    expect(readPlace(keptText(text), 'r1')).toBeNull()
  },
)

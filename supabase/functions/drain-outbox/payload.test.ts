import { equal, throws } from 'node:assert/strict'
import { numberOf, optionalText, textOf } from './payload.ts'

Deno.test('a payload is read by name and kind, and what is missing is said', () => {
  const payload = { text: 'a', empty: '', count: 3, none: null, half: 0.5 }
  equal(textOf(payload, 'text'), 'a')
  equal(optionalText(payload, 'none'), null)
  equal(optionalText(payload, 'missing'), null)
  equal(numberOf(payload, 'count'), 3)
  for (const read of [
    () => textOf(payload, 'empty'),
    () => textOf(payload, 'count'),
    () => optionalText(payload, 'count'),
    () => numberOf(payload, 'half'),
    () => numberOf(payload, 'text'),
  ])
    throws(read, /The outbox row has no/)
})

import { expect, test } from 'vitest'
import { MESSAGES_MAX, readThread } from './thread.ts'
import { newestId } from './thread-view.ts'

const message = (id: number) => ({
  id,
  author: 'shopper',
  body: `No ${id}`,
  request_id: `request-${id}`,
  at: '2026-11-24T13:00:00.5+00:00',
})
const ROW = { status: 'waiting', shopper_read_to: 0, merchant_read_to: '2' }

test('a thread nobody has written to is empty and waits for nobody', () => {
  const thread = readThread('an order', null, [])
  expect(thread).toMatchObject({ status: 'closed', messages: [], hasEarlier: false })
  expect(newestId(thread)).toBe(0)
})

test('messages are oldest first, with instants and numbers read', () => {
  const thread = readThread('an order', ROW, [message(3), message(2)])
  expect(thread.messages.map(({ id }) => id)).toEqual([2, 3])
  expect(thread).toMatchObject({ merchantReadTo: 2, messages: [{ at: '2026-11-24T13:00:00.500Z' }, {}] })
  expect(newestId(thread)).toBe(3)
})

test('of a thread without end the newest are shown, and that there are more', () => {
  const all = Array.from({ length: MESSAGES_MAX + 1 }, (_, n) => message(MESSAGES_MAX + 1 - n))
  const thread = readThread('an order', ROW, all)
  expect(thread.messages).toHaveLength(MESSAGES_MAX)
  expect(thread.hasEarlier).toBe(true)
  expect(thread.messages[0]?.id).toBe(2)
})

test('a row of another shape is refused', () => {
  expect(() => readThread('an order', { ...ROW, status: 'lost' }, [])).toThrow()
  expect(() => readThread('an order', ROW, [{ ...message(1), author: 'nobody' }])).toThrow()
})

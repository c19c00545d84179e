import { z } from 'zod'

import type { Thread } from './thread-view.ts'

export const MESSAGES_MAX = 300
export const MESSAGE_COLUMNS = 'id, author, body, request_id, at'
export const THREAD_COLUMNS = 'status, shopper_read_to, merchant_read_to'

const id = z.coerce.number().int().min(0)
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString())

const threadShape = z.object({
  status: z.enum(['waiting', 'answered', 'closed']),
  shopper_read_to: id,
  merchant_read_to: id,
})

const messagesShape = z.array(
  z.object({
    id,
    author: z.enum(['shopper', 'merchant']),
    body: z.string(),
    request_id: z.string(),
    at: instant,
  }),
)

/** Makes a thread of its row (null where nobody has written) and its newest messages, newest first, one more than are shown. */
export function readThread(orderId: string, row: unknown, newestFirst: unknown): Thread {
  const thread = row === null ? null : threadShape.parse(row)
  const messages = messagesShape.parse(newestFirst)
  return {
    orderId,
    status: thread?.status ?? 'closed',
    shopperReadTo: thread?.shopper_read_to ?? 0,
    merchantReadTo: thread?.merchant_read_to ?? 0,
    hasEarlier: messages.length > MESSAGES_MAX,
    messages: messages
      .slice(0, MESSAGES_MAX)
      .toReversed()
      .map(({ request_id, ...message }) => ({ ...message, requestId: request_id })),
  }
}

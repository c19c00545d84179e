import 'server-only'
import { z } from 'zod'
import { BODY_MAX, TITLE_MAX } from './limits.ts'

const orderId = z.uuid()
const requestId = z.uuid()
/** Trimmed and checked for control characters by the database, which is asked by others as well. */
const body = z.string().trim().min(1).max(BODY_MAX)
const messageId = z.number().int().min(0)

export const askSchema = z.object({ orderId, requestId, body })
export const answerSchema = z.object({ orderId, requestId, body, seenTo: messageId })
export const readSchema = z.object({ orderId, messageId })
export const closeSchema = z.object({ orderId, seenTo: messageId })
export const cannedSchema = z.object({
  id: z.uuid(),
  merchantId: z.uuid(),
  title: z.string().trim().min(1).max(TITLE_MAX),
  body,
})
export const removeSchema = z.object({ id: z.uuid() })

export type AskInput = z.input<typeof askSchema>
export type AnswerInput = z.input<typeof answerSchema>
export type ReadInput = z.input<typeof readSchema>
export type CloseInput = z.input<typeof closeSchema>
export type CannedInput = z.input<typeof cannedSchema>

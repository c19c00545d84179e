import { type Block, ROWS_MAX } from './mail.ts'
import { clip } from './words.ts'

/** What a help mail is about. `messages` are those it tells of, oldest first. */
export type MailThread = {
  orderId: string
  orderNumber: string
  /** What the shopper reads. */
  language: string
  shopperName: string
  shopperEmail: string
  merchantName: string
  supportEmail: string
  messages: { text: string }[]
}

const MESSAGE_MAX = 4_000

/** Each message as a quote of its author, line breaks kept. */
export function quotesOf(thread: MailThread, author: string): Block[] {
  return thread.messages
    .slice(0, ROWS_MAX)
    .map(({ text }) => ({ kind: 'quote', author, text: clip(printable(text), MESSAGE_MAX) }))
}

/** Lines stay lines; what would hide or turn text goes. */
function printable(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

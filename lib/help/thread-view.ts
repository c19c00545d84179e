/** One message of a thread. Ids grow within a thread; `at` is ISO 8601 in UTC. */
export type HelpMessage = {
  id: number
  author: 'shopper' | 'merchant'
  body: string
  requestId: string
  at: string
}

export type ThreadStatus = 'waiting' | 'answered' | 'closed'

/** What an order's shopper and merchant wrote to each other; a thread nobody has written to yet is a closed, empty one. */
export type Thread = {
  orderId: string
  status: ThreadStatus
  /** The newest message each side has seen. */
  shopperReadTo: number
  merchantReadTo: number
  /** Oldest first, the newest three hundred of them. */
  messages: HelpMessage[]
  hasEarlier: boolean
}

/** The newest message there is; 0 where there is none. What an answer says it has seen. */
export function newestId(thread: Pick<Thread, 'messages'>): number {
  return thread.messages.at(-1)?.id ?? 0
}

/**
 * What happened, in the order in which this machine saw it: one event when a request is sent, one when its answer
 * comes (or is known to be lost), and one for every fault. The shape is Jepsen's, so that a reader knows it already.
 *
 *   invoke  a shopper sent a request
 *   ok      the answer says it was done
 *   fail    the answer says it was not done, and nothing has changed
 *   info    nobody knows: cut, reset, given up, or refused in a way that leaves it open (503)
 *   fault   what we did to the system meanwhile
 *
 * `atMs` is a steady clock of the process that records; {@link Tables} says how far the database's clock is from it.
 */
export type HistoryEvent = Invocation | Completion | Fault

export type Action =
  | 'claim'
  | 'release'
  | 'join_line'
  | 'leave_line'
  | 'open_order'
  | 'settle_order'
  | 'decline_order'
  | 'cancel_order'
  | 'merchant_move'

export type Invocation = {
  type: 'invoke'
  /** Pairs the request with its answer. A request sent again is another invocation with the same requestId. */
  id: number
  atMs: number
  /** The shopper, or who else asks (`merchant`, `stripe`). */
  who: string
  /** The server that was asked; `sql` for calls made as the server would make them. */
  where: string
  action: Action
  asked: Asked
}

/** What was asked for; each action fills what it has. */
export type Asked = {
  requestId?: string
  itemId?: string
  quantity?: number
  claimId?: string
  waitId?: string
  saleId?: string
  orderId?: string
  /** Of a merchant's move: which one. */
  move?: string
}

export type Completion = { id: number; atMs: number } & Outcome

export type Outcome = {
  type: 'ok' | 'fail' | 'info'
  /** HTTP status; null for SQL and for lost answers. */
  status: number | null
  /** The problem's code, the SQL outcome, or how the answer was lost. */
  code: string
  claim?: AnsweredClaim
  wait?: AnsweredWait
  orderId?: string
}

export type AnsweredClaim = { id: string; itemId: string; quantity: number; position: number }
export type AnsweredWait = { id: string; itemId: string; quantity: number; place: number }

export type Fault = { type: 'fault'; atMs: number; what: string }

/** A request with what became of it. */
export type Exchange = Omit<Invocation, 'type' | 'atMs'> & {
  sentAtMs: number
  /** Null when the history ends before any answer: nobody was told anything. */
  answeredAtMs: number | null
  outcome: Outcome | null
}

/** Every request with its answer, in the order of sending. */
export function exchangesOf(history: readonly HistoryEvent[]): Exchange[] {
  const exchanges = new Map<number, Exchange>()
  for (const event of history) {
    if (event.type === 'fault') continue
    if (event.type === 'invoke') {
      const { type: _, atMs, ...asked } = event
      exchanges.set(event.id, { ...asked, sentAtMs: atMs, answeredAtMs: null, outcome: null })
      continue
    }
    const exchange = exchanges.get(event.id)
    if (!exchange || exchange.outcome) throw new Error(`answer ${event.id} belongs to no open request`)
    const { id: _, atMs, ...outcome } = event
    exchange.answeredAtMs = atMs
    exchange.outcome = outcome
  }
  return [...exchanges.values()]
}

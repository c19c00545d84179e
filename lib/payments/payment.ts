/** What the shopper's browser has to do before a payment can go on. */
export type NextAction =
  | { type: 'redirect_to_url'; url: string }
  | { type: 'use_stripe_sdk'; clientSecret: string }

/** A payment that is under way or through. `unknown`: Stripe did not answer, the order page will show how it ended. */
export type Payment =
  | { status: 'succeeded' | 'processing' | 'unknown'; orderId: string }
  | { status: 'requires_action'; orderId: string; nextAction: NextAction }
  | Queued

/** In line before the till, where no clock runs: ask again with the same request id. `place` 1 is next. */
export type Queued = { status: 'queued'; orderId: string; place: number; waitSeconds: number }

/** A payment that did not happen: nothing was charged for this tap. `reason` is a sentence of the bank's. */
export type Refusal =
  | { status: 'declined'; orderId: string; reason: string }
  | { status: 'in_progress'; orderId: string }
  | { status: 'nothing_held' | 'too_many_attempts' | 'slow_down' | 'invalid' | 'busy' }

import type { Cause } from './events.ts'
import type { Form } from './form.ts'
import type { Store } from './store.ts'

/** Everything an endpoint needs to answer one call. */
export type Call = {
  store: Store
  form: Form
  cause: Cause
  /** Where the sandbox's own pages are, without a trailing slash. */
  baseUrl: string
  /** How long a slow payment stays `processing`, in milliseconds. */
  slowMs: number
  /** Called after a payment was put to `processing`, so that its end is waited for. */
  onProcessing(intentId: string): void
}

/** An answer of 200 with this object, or a thrown StripeProblem. */
export type Endpoint = (call: Call, id: string) => object

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
  /** Where its webhooks go. */
  webhookUrl: string
}

/** An answer of 200 with this object, or a thrown StripeProblem. `nested` is the second id of a path that has two. */
export type Endpoint = (call: Call, id: string, nested: string) => object

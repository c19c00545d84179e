import type { Form } from './form.ts'
import { answerList } from './list.ts'
import { optionalTexts } from './params.ts'
import { StripeProblem } from './problems.ts'
import type { Store } from './store.ts'

/** https://docs.stripe.com/expand: four levels, from `data` on a list. */
const MAX_DEPTH = 4

type Fields = Record<string, unknown>

/** Where the object behind an id is found, by the name of the field. */
const FOUND: Record<string, (store: Store, id: string) => unknown> = {
  charge: (store, id) => store.tables.charges.get(id),
  customer: (store, id) => store.tables.customers.get(id),
  latest_charge: (store, id) => store.tables.charges.get(id),
  payment_intent: (store, id) => store.tables.intents.get(id)?.intent,
  payment_method: (store, id) => store.tables.methods.get(id)?.method,
}

/** The answer with what `expand` asks for in it. Nothing stored is changed. Throws 400 for what cannot be expanded. */
export function expandAnswer(store: Store, form: Form, answer: object): object {
  const paths = optionalTexts(form, 'expand')
  if (!paths || paths.length === 0) return answer
  const copy: Fields = structuredClone({ ...answer })
  for (const path of paths) {
    const parts = path.split('.')
    if (parts.length > MAX_DEPTH) {
      throw refuse(`You cannot expand more than ${MAX_DEPTH} levels of a property (${path}).`)
    }
    expandPath(store, copy, parts, path)
  }
  return copy
}

function refuse(message: string): StripeProblem {
  return new StripeProblem(400, { type: 'invalid_request_error', message, param: 'expand' })
}

function expandPath(store: Store, at: Fields, [name = '', ...rest]: readonly string[], path: string): void {
  if (at.object === 'list') {
    if (name !== 'data' || rest.length === 0 || !Array.isArray(at.data))
      throw refuse(
        `This property cannot be expanded (${path}). You may want to try expanding 'data.${path}' instead.`,
      )
    for (const row of at.data) expandPath(store, row, rest, path)
    return
  }
  if (at.object === 'charge' && name === 'refunds') at.refunds ??= refundsOf(store, String(at.id))
  const find = Object.hasOwn(FOUND, name) ? FOUND[name] : undefined
  if (!Object.hasOwn(at, name) || (!find && name !== 'refunds'))
    throw refuse(`This property cannot be expanded (${path}), or this sandbox does not.`)
  const value = at[name]
  if (typeof value === 'string' && find) at[name] = structuredClone(find(store, value) ?? value)
  const next = at[name]
  if (rest.length > 0 && typeof next === 'object' && next !== null)
    expandPath(store, next as Fields, rest, path)
}

/** The refunds of a charge, which Stripe only sends when asked. */
function refundsOf(store: Store, chargeId: string): object {
  const rows = store.tables.refunds.values()
  return answerList(
    {},
    `/v1/charges/${chargeId}/refunds`,
    'refund',
    rows,
    (refund) => refund.charge === chargeId,
  )
}

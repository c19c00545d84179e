import { StripeProblem } from './problems.ts'

/** A form-encoded request as Stripe reads it: `a[b]=1` nests, `a[]=x` and `a[0]=x` are lists keyed by position. */
export type FormValue = string | Form
export type Form = { [key: string]: FormValue }

/** No call we make comes near these; a request beyond them is a mistake or an attack. */
const MAX_PAIRS = 500
const MAX_DEPTH = 5

function pathOf(key: string): string[] {
  const open = key.indexOf('[')
  if (open === -1) return [key]
  const inner = key.slice(open)
  if (!/^(\[[^[\]]*\])+$/.test(inner)) throw invalidForm(key)
  return [key.slice(0, open), ...inner.slice(1, -1).split('][')]
}

function invalidForm(key: string): StripeProblem {
  return new StripeProblem(400, {
    type: 'invalid_request_error',
    message: `Invalid parameter name: ${key}`,
    param: key,
  })
}

function place(form: Form, path: readonly string[], value: string, key: string): void {
  let at = form
  for (const [depth, part] of path.entries()) {
    const name = part === '' ? String(Object.keys(at).length) : part
    if (depth === path.length - 1) {
      at[name] = value
      return
    }
    const next = at[name] ?? emptyForm()
    if (typeof next === 'string') throw invalidForm(key)
    at[name] = next
    at = next
  }
}

/** A form without a prototype, so that a parameter called `constructor` is a parameter. */
function emptyForm(): Form {
  return Object.create(null)
}

/** Parses a body or query string. Throws a StripeProblem (400) when it is not one Stripe would read. */
export function parseForm(text: string): Form {
  const form = emptyForm()
  let pairs = 0
  for (const [key, value] of new URLSearchParams(text)) {
    pairs += 1
    const path = pathOf(key)
    if (pairs > MAX_PAIRS || path.length > MAX_DEPTH || path[0] === '') throw invalidForm(key)
    place(form, path, value, key)
  }
  return form
}

/** What every action answers. `message` is a sentence for the person, saying what to do. */
export type ActionResult<Data, Code extends string = string> =
  | { ok: true; data: Data }
  | { ok: false; code: Code | CommonCode; message: string; fields?: FieldErrors }

/** What is wrong where, by the place in the form ("name", "variants.0.name"): sentences to show right there. */
export type FieldErrors = Readonly<Record<string, string>>

/** The refusals any action can answer with. `failed`: nobody knows whether it was done. */
export type CommonCode = 'unauthenticated' | 'invalid' | 'failed'

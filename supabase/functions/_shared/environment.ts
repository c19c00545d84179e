/** Reads one variable. Throws a sentence that says what to set; the function then answers 500 and is tried again. */
export function requireVariable(name: string): string {
  const value = Deno.env.get(name)
  if (!value) throw new Error(`${name} is not set: add it to the secrets of the Edge Functions.`)
  return value
}

/** A variable that may be missing or empty. */
export function optionalVariable(name: string): string | null {
  return Deno.env.get(name) || null
}

/** The secret API keys of the project, `{"default": "sb_secret_…"}` as hosted Supabase sets them. */
export function secretKeys(): string[] {
  const keys: unknown = JSON.parse(requireVariable('SUPABASE_SECRET_KEYS'))
  const values = typeof keys === 'object' && keys !== null ? Object.values(keys) : []
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '')
  if (texts.length === 0)
    throw new Error('SUPABASE_SECRET_KEYS holds no key: it must be {"default": "sb_secret_…"}.')
  return texts
}

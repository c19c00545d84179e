import type { z } from 'zod'

/** What this device keeps of a form that was not saved, as `text`; null for nothing, or for what an older version of the shop kept. */
export function readKept<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): z.output<Schema> | null {
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    // Not JSON: not something of ours.
    return null
  }
}

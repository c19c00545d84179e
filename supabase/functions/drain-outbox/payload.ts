/** What the database wrote down for a piece of work. */
export type Payload = Record<string, unknown>

/** A text of a payload. Throws when the database wrote something else. */
export function textOf(payload: Payload, name: string): string {
  const value = payload[name]
  if (typeof value !== 'string' || value === '') throw new Error(`The outbox row has no ${name}.`)
  return value
}

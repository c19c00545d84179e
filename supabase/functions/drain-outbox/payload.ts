/** What the database wrote down for a piece of work. */
export type Payload = Record<string, unknown>

/** A text of a payload. Throws when the database wrote something else. */
export function textOf(payload: Payload, name: string): string {
  const value = payload[name]
  if (typeof value !== 'string' || value === '') throw new Error(`The outbox row has no ${name}.`)
  return value
}

/** A text that may be missing. */
export function optionalText(payload: Payload, name: string): string | null {
  return payload[name] === undefined || payload[name] === null ? null : textOf(payload, name)
}

/** A whole number of a payload. Throws when the database wrote something else. */
export function numberOf(payload: Payload, name: string): number {
  const value = payload[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new Error(`The outbox row has no number ${name}.`)
  return value
}

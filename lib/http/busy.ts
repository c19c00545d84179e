/** Thrown where a bound is reached or something needed is away: the same request may be sent again later. */
export class BusyError extends Error {
  readonly code = 'busy'
  readonly retryAfterSeconds: number

  constructor(why: string, retryAfterSeconds = 1) {
    super(why)
    this.name = 'BusyError'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** By property, not `instanceof`: the error may come out of the other copy of this module (see shared.ts). */
export function isBusy(error: unknown): error is BusyError {
  return error instanceof Error && 'code' in error && error.code === 'busy' && 'retryAfterSeconds' in error
}

/**
 * Lets at most `max` calls run at once and refuses the rest with {@link BusyError}, so that waiting never piles up
 * in front of the database.
 */
export function atMost(max: number, what: string): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0
  return async (task) => {
    if (running >= max) throw new BusyError(`${what}: ${max} are already under way`)
    running += 1
    try {
      return await task()
    } finally {
      running -= 1
    }
  }
}

/** What {@link withDeadline} throws: nobody knows whether the work was done. */
export class DeadlineError extends Error {
  readonly code = 'DEADLINE'

  constructor(what: string, limitMs: number) {
    super(`${what}: no answer within ${limitMs} ms`)
    this.name = 'DeadlineError'
  }
}

/**
 * Waits for an answer, but not for ever: a database that hangs (not one that refuses) never answers at all.
 * The work itself is not stopped; the server's own statement_timeout does that.
 */
export async function withDeadline<T>(what: string, limitMs: number, work: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(what, limitMs)), limitMs)
  })
  try {
    return await Promise.race([work, passed])
  } finally {
    clearTimeout(timer)
  }
}

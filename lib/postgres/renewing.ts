import type { Sql } from 'postgres'

/** How long statements on the other connections of a client that is given up may still take. */
const LEFTOVER_SECONDS = 6

/** A client of Postgres that is replaced as a whole as soon as one of its connections is lost. */
export type RenewingClient = {
  /** The client to use now; ask again for every statement. */
  current(): Sql
  /** Waits for what is under way, at most so long, and closes. */
  end(timeoutSeconds: number): Promise<void>
}

/**
 * The driver (postgres 3.4.9) does not survive every loss of a connection: one that closes with a small statement not
 * yet written keeps that statement and the mark that a write is due, so nothing is ever written to its successor, not even the
 * greeting, and each statement given to it waits for a time-out. So no connection is used again after a loss: the next
 * statement gets a new client. `open` must call what it is given whenever a connection closes.
 */
export function createRenewingClient(open: (onClose: () => void) => Sql): RenewingClient {
  let isEnding = false
  let client: Sql | null = null

  function make(): Sql {
    const made = open(() => {
      if (isEnding || client !== made) return
      client = null
      // What it still does on other connections is waited for; that it cannot end well is known.
      made.end({ timeout: LEFTOVER_SECONDS }).catch(() => undefined)
    })
    return made
  }

  return {
    current() {
      client ??= make()
      return client
    },
    async end(timeoutSeconds) {
      isEnding = true
      await client?.end({ timeout: timeoutSeconds })
    },
  }
}

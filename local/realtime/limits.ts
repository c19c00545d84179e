/** Everything a client can make this server keep or do has a bound. Hosted plans differ; these are generous ones. */
export type Limits = {
  /** Open sockets, handshakes included. */
  connections: number
  channelsPerSocket: number
  /** Joins per second, all sockets together: a sale's watchers all arrive in the same second. */
  joinsPerSecond: number
  joinsPerSecondPerSocket: number
  /** Frames of any kind from one socket; more closes the socket. */
  framesPerSecondPerSocket: number
  /** Broadcasts from one socket; more closes the channel. */
  broadcastsPerSecondPerSocket: number
  restMessagesPerSecond: number
  restMessagesPerBatch: number
  /** One broadcast's or one presence's payload. */
  payloadBytes: number
  /** One WebSocket frame or one REST body. */
  frameBytes: number
  /** What may wait unsent for one socket; more closes it, so that one slow phone cannot fill the memory. */
  bufferedBytes: number
  /** Broadcasts of one channel waiting for its write permission. */
  waitingBroadcasts: number
  /** Permission checks under way or waiting for a database connection. */
  waitingChecks: number
  presenceCallsPerWindow: number
  presenceWindowMs: number
  presencesPerTopic: number
  /** A socket that says nothing for this long is gone; clients send a heartbeat every 25 s. */
  silenceMs: number
  /** A socket that has no channel for this long is closed. */
  idleMs: number
}

export const DEFAULT_LIMITS: Limits = {
  connections: 10_000,
  channelsPerSocket: 100,
  joinsPerSecond: 2_500,
  joinsPerSecondPerSocket: 100,
  framesPerSecondPerSocket: 500,
  broadcastsPerSecondPerSocket: 100,
  restMessagesPerSecond: 1_000,
  restMessagesPerBatch: 100,
  payloadBytes: 256 * 1024,
  frameBytes: 5_000_000,
  bufferedBytes: 1024 * 1024,
  waitingBroadcasts: 100,
  waitingChecks: 1_000,
  presenceCallsPerWindow: 5,
  presenceWindowMs: 30_000,
  presencesPerTopic: 5_000,
  silenceMs: 60_000,
  idleMs: 10 * 60_000,
}

/** Counts in fixed windows, without a timer: `take()` is true while the window's limit is not reached. */
export function createRate(limit: number, windowMs: number): { take(count?: number): boolean } {
  let startedAt = 0
  let used = 0
  return {
    take(count = 1) {
      const now = performance.now()
      if (now - startedAt >= windowMs) {
        startedAt = now
        used = 0
      }
      if (used + count > limit) return false
      used += count
      return true
    },
  }
}

export type Rate = ReturnType<typeof createRate>

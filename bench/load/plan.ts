/** What to send. Every claim has its own request id and its own shopper with a pass signed before the clock starts. */
export type RequestPlan =
  | { kind: 'claim'; path?: string; saleId: string; itemIds: readonly string[]; passSecret: string }
  | { kind: 'get'; path: string }

/** One run of the generator against 127.0.0.1. */
export type LoadPlan = {
  port: number
  requests: RequestPlan
  /** How many are formatted before the run; it ends early when they are used up. */
  requestsMax: number
  connections: number
  /** Sent and not counted, so that connections and caches are there when the clock starts. */
  warmUpMs: number
  measureMs: number
  /** Absent: closed loop, each connection sends as soon as it has its answer. Else open loop at this rate. */
  ratePerSecond?: number
  /** An answer that takes longer is counted as timed out and its connection is thrown away. */
  timeoutMs: number
}

export type LoadResult = {
  /** Answers within the measured time. */
  answered: number
  perSecond: number
  p50Ms: number | null
  p99Ms: number | null
  maxMs: number | null
  /** Of the answers with a status from 200 to 299 alone: the accepted ones. */
  acceptedP50Ms: number | null
  acceptedP99Ms: number | null
  acceptedPerSecond: number
  /** By status, within the measured time. */
  statuses: Record<string, number>
  /** By status, with warm-up and what was under way at the end: for audits. */
  allStatuses: Record<string, number>
  /** The first body of each status, cut: what was really answered. */
  samples: Record<string, string>
  timedOut: number
  /** Connections that ended or spoke nonsense with a request under way. */
  broken: number
  measuredMs: number
  /** Of a core, by this process, while measuring. */
  cpuShare: number
  /** Open loop: how late requests were sent because the generator was busy; null in a closed loop. */
  lateP99Ms: number | null
  /** Open loop: requests whose turn had come and for which no connection was free at the time. */
  waitedForConnection: number
  /** Open loop: of these, the ones for which none had come free by the end. */
  neverSent: number
  usedUp: boolean
}

import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Shared } from './channel.ts'
import type { Vsn } from './frames.ts'
import { createRate, DEFAULT_LIMITS, type Limits } from './limits.ts'
import { publishRow } from './messages.ts'
import { openPolicies } from './policies.ts'
import { followMessages } from './replication.ts'
import { handleRest } from './rest.ts'
import { Socket } from './socket.ts'
import { checkToken, type VerifyToken } from './tokens.ts'
import { Topics } from './topics.ts'

export type RealtimeOptions = {
  /** Realtime takes its `upgrade` events for /realtime/v1/websocket; the rest of the server is its owner's. */
  server: Server
  config: { adminDbUrl: string }
  verifyToken: VerifyToken
  log: Logger
  limits?: Partial<Limits>
}

export type Realtime = {
  /** Answers HTTP below /realtime/v1; null for any other path. */
  handleHttp(req: Request): Promise<Response | null>
  /** Tells every client to come back later, then lets go of everything. */
  close(): Promise<void>
}

const WEBSOCKET_PATH = '/realtime/v1/websocket'
const SWEEP_INTERVAL_MS = 1_000
const PARTITIONS_INTERVAL_MS = 60 * 60_000
const PARTITIONS_RETRY_MS = 60_000
const HANDSHAKE_TIMEOUT_MS = 10_000
/** How long a client may take to answer the goodbye. */
const GOODBYE_MS = 500
const SERVICE_RESTART = 1012

type Refusal = { status: number; error: string }

function refuse(socket: Duplex, { status, error }: Refusal): void {
  const body = JSON.stringify({ error })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const firstOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header

/** Protocol 1.0.0 when a client does not say; null for versions that do not exist here. */
function readVsn(text: string | null): Vsn | null {
  if (text === null || text.startsWith('1.')) return '1.0.0'
  return text.startsWith('2.') ? '2.0.0' : null
}

/** The version and key a client may connect with, or why it may not. */
async function admit(
  req: IncomingMessage,
  url: URL,
  verify: VerifyToken,
): Promise<{ vsn: Vsn; key: string } | Refusal> {
  const key =
    firstOf(req.headers['x-api-key']) ?? url.searchParams.get('apikey') ?? firstOf(req.headers.apikey)
  if (!key) return { status: 401, error: 'API key is missing' }
  const vsn = readVsn(url.searchParams.get('vsn'))
  if (vsn === null) return { status: 400, error: 'Use protocol vsn 1.0.0 or 2.0.0' }
  const check = await checkToken(verify, key)
  return check.ok ? { vsn, key } : { status: 401, error: check.reason.replace(/^\w+: /, '') }
}

/** Tells every client to come back later; those that do not answer are cut off. */
async function sayGoodbye(sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of [...sockets]) socket.disconnect(SERVICE_RESTART, 'service restart')
  const deadline = performance.now() + GOODBYE_MS
  while (sockets.size > 0 && performance.now() < deadline) await delay(10)
  for (const socket of [...sockets]) socket.terminate()
}

/** The sockets of one server, from handshake to goodbye. */
function openSockets(options: RealtimeOptions, shared: Shared) {
  const { server, verifyToken, log } = options
  const { limits } = shared
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const sockets = new Set<Socket>()
  const joinAll = createRate(limits.joinsPerSecond, 1_000)
  let connecting = 0
  let isClosing = false

  function open(ws: WebSocket, vsn: Vsn, key: string): void {
    const socket = new Socket(ws, shared, vsn, key, joinAll)
    sockets.add(socket)
    ws.on('close', () => sockets.delete(socket))
  }

  async function upgrade(req: IncomingMessage, duplex: Duplex, head: Buffer, url: URL): Promise<void> {
    if (isClosing) return refuse(duplex, { status: 503, error: 'Realtime is restarting, please standby' })
    if (sockets.size + connecting >= limits.connections) {
      return refuse(duplex, { status: 429, error: 'Too many connected users' })
    }
    connecting += 1
    const late = setTimeout(() => duplex.destroy(), HANDSHAKE_TIMEOUT_MS).unref()
    try {
      const admitted = await admit(req, url, verifyToken)
      if ('error' in admitted) return refuse(duplex, admitted)
      if (isClosing) return refuse(duplex, { status: 503, error: 'Realtime is restarting, please standby' })
      wss.handleUpgrade(req, duplex, head, (ws) => open(ws, admitted.vsn, admitted.key))
    } catch (error) {
      log.error({ reason: String(error) }, 'a realtime handshake failed')
      refuse(duplex, { status: 500, error: 'Error connecting to Realtime' })
    } finally {
      connecting -= 1
      clearTimeout(late)
    }
  }

  const onUpgrade = (req: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    // The base only completes the relative address; the host a client named does not matter here.
    const url = URL.parse(req.url ?? '/', 'http://localhost')
    if (url?.pathname !== WEBSOCKET_PATH) {
      // Another listener may know the path; alone, leaving it would leave the client waiting for ever.
      if (server.listenerCount('upgrade') === 1) refuse(duplex, { status: 404, error: 'Not found' })
      return
    }
    duplex.on('error', (error) => log.debug({ reason: error.message }, 'a realtime connection failed'))
    void upgrade(req, duplex, head, url)
  }
  server.on('upgrade', onUpgrade)

  const sweep = setInterval(() => {
    for (const socket of [...sockets]) socket.sweep(performance.now(), Date.now() / 1_000)
  }, SWEEP_INTERVAL_MS).unref()

  return {
    replicationReady(): void {
      for (const socket of sockets) socket.replicationReady()
    },
    async close(): Promise<void> {
      isClosing = true
      clearInterval(sweep)
      server.off('upgrade', onUpgrade)
      await sayGoodbye(sockets)
    },
  }
}

/** Keeps the partitions of `realtime.messages` around today; sooner again after a failure. */
function keepPartitions(keep: () => Promise<void>, log: Logger): { close(): void } {
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const run = async (): Promise<void> => {
    let nextMs = PARTITIONS_INTERVAL_MS
    try {
      await keep()
    } catch (error) {
      nextMs = PARTITIONS_RETRY_MS
      if (!isClosed)
        log.warn({ reason: String(error) }, 'the partitions of realtime.messages were not renewed')
    }
    if (!isClosed) timer = setTimeout(run, nextMs).unref()
  }
  void run()
  return {
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

/**
 * Serves Supabase Realtime on an existing HTTP server: broadcast, presence, private channels and broadcast from the
 * database. Resolves at once; while Postgres is away public channels work, private ones are refused with a reason, and
 * messages from the database flow again by themselves when it is back.
 */
export async function attachRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { config, verifyToken, log } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const topics = new Topics()
  const policies = openPolicies(config.adminDbUrl, limits.waitingChecks, log)
  let isReplicating = false
  const shared: Shared = { topics, policies, verifyToken, limits, log, isReplicating: () => isReplicating }
  const sockets = openSockets(options, shared)
  const restRate = createRate(limits.restMessagesPerSecond, 1_000)
  const partitions = keepPartitions(() => policies.keepPartitions(), log)
  const replication = followMessages({
    url: config.adminDbUrl,
    log,
    onRow: (row) => publishRow(row, topics, limits, log),
    onChange(isUp) {
      isReplicating = isUp
      if (isUp) sockets.replicationReady()
    },
  })
  return {
    handleHttp: (req) => handleRest(shared, restRate, req),
    async close() {
      partitions.close()
      await sockets.close()
      await replication.close()
      await policies.close()
      topics.close()
    },
  }
}

import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js'
import { generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import postgres, { type Sql } from 'postgres'
import type { LocalConfig } from '../config.ts'
import { type RunningPostgres, startPostgres } from '../postgres/cluster.ts'
import { applyBootstrap } from '../postgres/migrate.ts'
import { testConfig, testLog } from '../testing.ts'
import type { Limits } from './limits.ts'
import { attachRealtime, type Realtime } from './server.ts'
import type { VerifyToken } from './tokens.ts'

const PUBLISHABLE = 'sb_publishable_test'
const SECRET = 'sb_secret_test'
const keys = await generateKeyPair('ES256')
const strangerKeys = await generateKeyPair('ES256')

/** A session token as the auth part would sign it. `lifetimeSeconds` below zero makes an expired one. */
export function mintToken(claims: JWTPayload, lifetimeSeconds = 3_600, isForged = false): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  return new SignJWT({ role: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuedAt(now - 10_000)
    .setExpirationTime(now + lifetimeSeconds)
    .sign((isForged ? strangerKeys : keys).privateKey)
}

const verifyToken: VerifyToken = async (token) => {
  if (token === PUBLISHABLE) return { role: 'anon' }
  if (token === SECRET) return { role: 'service_role' }
  return jwtVerify(token, keys.publicKey).then(
    ({ payload }) => payload,
    () => null, // Whatever is wrong with it: not a valid token.
  )
}

/** Resolves when the channel is subscribed, rejects with what the client was told otherwise. */
export function subscribed(channel: RealtimeChannel): Promise<void> {
  return new Promise((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === 'SUBSCRIBED') resolve()
      else reject(error ?? new Error(status))
    })
  })
}

/** Subscribes and waits until messages from the database reach this channel. */
export function replicating(client: SupabaseClient, topic: string): Promise<RealtimeChannel> {
  const config = { broadcast: { replication_ready: true } }
  return new Promise((resolve, reject) => {
    const channel = client.channel(topic, { config })
    channel.on('system', {}, (message: { message: string }) => {
      if (message.message === 'Replication connection established') resolve(channel)
    })
    channel.subscribe((_status, error) => error && reject(error))
  })
}

export type Stand = {
  config: LocalConfig
  /** `http://127.0.0.1:<port>`, as supabase-js wants it. */
  url: string
  publishableKey: string
  secretKey: string
  /** Role supabase_admin. */
  sql: Sql
  /** Role postgres, as migrations and the shop have it. */
  shopSql: Sql
  /** A client of its own connection, with a session when given a token. Closed by `stop`. */
  client(token?: string, key?: string): SupabaseClient
  stopServer(): Promise<void>
  startServer(): Promise<void>
  /** As `kill -9` does it. */
  killPostgres(): Promise<void>
  startPostgres(): Promise<void>
  stop(): Promise<void>
}

/** One HTTP server with Realtime on it, on a fixed port once started. */
async function serve(config: LocalConfig, port: number, limits: Partial<Limits>) {
  const server: Server = createServer(async (req, res) => {
    const headers = new Headers(req.headers as Record<string, string>)
    const hasBody = req.method !== 'GET' && req.method !== 'HEAD'
    const request = new Request(`http://${req.headers.host}${req.url}`, {
      method: req.method ?? 'GET',
      headers,
      ...(hasBody ? { body: Buffer.concat(await req.toArray()) } : {}),
    })
    const response = await realtime.handleHttp(request)
    res.writeHead(response?.status ?? 404, Object.fromEntries(response?.headers ?? []))
    res.end(response ? Buffer.from(await response.arrayBuffer()) : undefined)
  })
  const realtime: Realtime = await attachRealtime({ server, config, verifyToken, log: testLog, limits })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await realtime.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A Postgres with the bootstrap, Realtime on it, and unmodified clients. */
export async function startStand(limits: Partial<Limits> = {}): Promise<Stand> {
  const config = await testConfig()
  let database: RunningPostgres = await startPostgres(config, testLog, { isDurable: false })
  await applyBootstrap(config, testLog)
  let server: Awaited<ReturnType<typeof serve>> | null = await serve(config, 0, limits)
  const { port } = server
  const url = `http://127.0.0.1:${port}`
  const clients: SupabaseClient[] = []
  const options = { max: 2, onnotice: () => undefined }
  const sql = postgres(config.adminDbUrl, options)
  const shopSql = postgres(config.dbUrl, options)
  return {
    config,
    url,
    publishableKey: PUBLISHABLE,
    secretKey: SECRET,
    sql,
    shopSql,
    client(token, key = PUBLISHABLE) {
      const client = createClient(url, key, token ? { accessToken: async () => token } : {})
      clients.push(client)
      return client
    },
    async stopServer() {
      await server?.close()
      server = null
    },
    async startServer() {
      server ??= await serve(config, port, limits)
    },
    async killPostgres() {
      process.kill(database.postmasterPid, 'SIGKILL')
      await database.close()
    },
    async startPostgres() {
      database = await startPostgres(config, testLog, { isDurable: false })
    },
    async stop() {
      await Promise.all(clients.map((client) => client.realtime.disconnect()))
      await Promise.all([sql.end({ timeout: 1 }), shopSql.end({ timeout: 1 })])
      await server?.close()
      await database.close()
      rmSync(config.stateDir, { recursive: true, force: true })
    },
  }
}

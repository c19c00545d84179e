import postgres, { type Sql } from 'postgres'
import { getEnv } from '#lib/env.ts'
import { forgetShared, shared } from '#lib/http/shared.ts'
import { createLanes, type Lanes } from '#lib/postgres/lanes.ts'
import { createRenewingClient, type RenewingClient } from '#lib/postgres/renewing.ts'

/** Connections of one process. Small: batches make a few connections go far, and Postgres has a bound as well. */
const POOL_MAX = 6
/** Of all workers of this instance together: a small database takes 60 connections in all, and others need some. */
const POOL_TOTAL_MAX = 36
const CONNECT_TIMEOUT_SECONDS = 3
/** How long one statement may take before the server stops it; see QUERY_DEADLINE_MS for our side. */
const STATEMENT_TIMEOUT_MS = 5000
const RECONNECT_AFTER_SECONDS = 0.2
/** How long we wait for an answer before we call the database busy: the server's limit and some network. */
export const QUERY_DEADLINE_MS = 6000

/**
 * The direct connections to Postgres, for the calls where another hop would cost more than the work. They act as
 * the owner of the tables: row level security does not apply, so every query here names whose rows it means.
 */
export function getPool(): Sql {
  return poolClient().current()
}

function poolClient(): RenewingClient {
  return shared('pool', () => {
    const { databaseUrl, webWorkers } = getEnv()
    const max = poolMax(webWorkers ?? 1)
    return createRenewingClient((onClose) => openPool(databaseUrl, max - laneCount(max), onClose))
  })
}

/** The connections on which claims are decided, in order; see {@link Lanes}. */
export function getClaimLanes(): Lanes {
  return shared('claim-lanes', () => createLanes(laneClients()))
}

function laneClients(): readonly RenewingClient[] {
  return shared('claim-clients', () => {
    const { databaseUrl, webWorkers } = getEnv()
    return Array.from({ length: laneCount(poolMax(webWorkers ?? 1)) }, () =>
      createRenewingClient((onClose) => openPool(databaseUrl, 1, onClose)),
    )
  })
}

/** The connections of one of so many workers: two at least, so that a slow read never keeps claims waiting. */
export function poolMax(workers: number): number {
  return Math.max(2, Math.min(POOL_MAX, Math.floor(POOL_TOTAL_MAX / workers)))
}

/** How many of a worker's connections are for claims alone. */
function laneCount(connections: number): number {
  return Math.max(1, Math.floor(connections / 2))
}

/** A pooler in transaction mode gives each statement another connection, where nothing is prepared and order is not kept. */
export function hasOwnConnections(databaseUrl: string): boolean {
  return new URL(databaseUrl).port !== '6543'
}

function openPool(databaseUrl: string, max: number, onClose: () => void): Sql {
  return postgres(databaseUrl, {
    max,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    // The default grows to 20 s; a shop that has its database back must notice at once.
    backoff: () => RECONNECT_AFTER_SECONDS,
    // No idle_timeout: a connection that closes takes its client along (see createRenewingClient).
    onclose: onClose,
    prepare: hasOwnConnections(databaseUrl),
    fetch_types: false, // see arrayLiteral
    onnotice: () => undefined,
    connection: { application_name: 'stampede-shop', statement_timeout: STATEMENT_TIMEOUT_MS },
  })
}

/** Waits for what is under way, at most `timeoutSeconds`, and closes. The next call of getPool opens anew. */
export async function closePool(timeoutSeconds: number): Promise<void> {
  const clients = [poolClient(), ...laneClients()]
  for (const name of ['pool', 'claim-clients', 'claim-lanes']) forgetShared(name)
  await Promise.all(clients.map((client) => client.end(timeoutSeconds)))
}

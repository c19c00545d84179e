import postgres, { type Sql } from 'postgres'
import { getEnv } from '#lib/env.ts'
import { forgetShared, shared } from '#lib/http/shared.ts'
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
    return createRenewingClient((onClose) => openPool(databaseUrl, poolMax(webWorkers ?? 1), onClose))
  })
}

/** The connections of one of so many workers: two at least, so that a slow read never keeps claims waiting. */
export function poolMax(workers: number): number {
  return Math.max(2, Math.min(POOL_MAX, Math.floor(POOL_TOTAL_MAX / workers)))
}

function openPool(databaseUrl: string, max: number, onClose: () => void): Sql {
  return postgres(databaseUrl, {
    max,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    // The default grows to 20 s; a shop that has its database back must notice at once.
    backoff: () => RECONNECT_AFTER_SECONDS,
    // No idle_timeout: a connection that closes takes its client along (see createRenewingClient).
    onclose: onClose,
    // Supavisor's transaction mode gives each statement another connection, where a prepared one is unknown.
    prepare: new URL(databaseUrl).port !== '6543',
    fetch_types: false, // see arrayLiteral
    onnotice: () => undefined,
    connection: { application_name: 'stampede-shop', statement_timeout: STATEMENT_TIMEOUT_MS },
  })
}

/** Waits for what is under way, at most `timeoutSeconds`, and closes. The next call of getPool opens anew. */
export async function closePool(timeoutSeconds: number): Promise<void> {
  const client = poolClient()
  forgetShared('pool')
  await client.end(timeoutSeconds)
}

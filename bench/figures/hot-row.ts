import postgres, { type Sql } from 'postgres'
import type { BenchDatabase } from '../database/database.ts'

/** One hot row on Postgres alone: no HTTP, no batcher; `perTransaction` claims share a commit. */
export type HotRowRun = {
  connections: number
  perTransaction: number
  round: number
  perSecond: number
  p99Ms: number
}

const CONNECTIONS = [1, 2, 4, 8, 16, 20]
const BATCHES = [100, 500]

const TABLES = `
  create schema if not exists hot_row;
  create table if not exists hot_row.items (id int primary key, free int not null, taken bigint not null) with (fillfactor = 50);
  create table if not exists hot_row.claims (id uuid primary key, position bigint not null);
  insert into hot_row.items values (1, 2000000000, 0) on conflict do nothing;
  truncate hot_row.claims`

/**
 * One statement that is one durable transaction: takes units from the one row and stores as many claims. With one unit this
 * is the most that "a transaction for each claim" can do on this machine; with hundreds, what sharing a commit gives.
 */
function claim(sql: Sql, count: number): Promise<unknown> {
  return sql`
    with taken as (
      update hot_row.items set free = free - ${count}, taken = taken + ${count} where id = 1 returning taken
    )
    insert into hot_row.claims (id, position)
    select gen_random_uuid(), taken - n from taken, generate_series(0, ${count - 1}) n`
}

async function hammer(sql: Sql, connections: number, perTransaction: number, ms: number) {
  const tookMs: number[] = []
  const began = performance.now()
  const one = async () => {
    while (performance.now() - began < ms) {
      const sentAt = performance.now()
      await claim(sql, perTransaction)
      tookMs.push(performance.now() - sentAt)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - began) / 1000
  tookMs.sort((a, b) => a - b)
  return {
    perSecond: Math.round((tookMs.length * perTransaction) / seconds),
    p99Ms: Math.round((tookMs[Math.floor(tookMs.length * 0.99)] ?? 0) * 1000) / 1000,
  }
}

/** Measures every number of connections once, then the batches. */
export async function hotRow(database: BenchDatabase, round: number, isQuick: boolean): Promise<HotRowRun[]> {
  const runs: HotRowRun[] = []
  const kinds = [
    ...CONNECTIONS.map((connections) => ({ connections, perTransaction: 1 })),
    ...BATCHES.map((perTransaction) => ({ connections: 1, perTransaction })),
  ]
  await database.sql.unsafe(TABLES).simple()
  for (const kind of kinds) {
    const sql = postgres(database.config.dbUrl, { max: kind.connections, onnotice: () => undefined })
    try {
      // Connections are opened by their first query: that is not what is measured.
      await Promise.all(Array.from({ length: kind.connections }, () => sql`select pg_sleep(0.02)`))
      const ms = isQuick ? 300 : 700
      runs.push({ ...kind, round, ...(await hammer(sql, kind.connections, kind.perTransaction, ms)) })
    } finally {
      await sql.end()
    }
  }
  return runs
}

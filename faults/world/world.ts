import postgres, { type Sql } from 'postgres'
import { startBuild } from '#local/build.ts'
import { shopEnv } from '#local/environment.ts'
import { logFileOf } from '#local/logs.ts'
import { freePort } from '#local/ports.ts'
import { startTestDatabase, type TestDatabase } from '#local/testing.ts'
import { FAST_LANE, type ServerKind, type ServerProcess, startServer } from './server-process.ts'
import { SHOP } from './shop-server.ts'

/** A durable Postgres and real server processes on it. One for each file of scenarios; every round makes its own sale. */
export type World = {
  database: TestDatabase
  servers: readonly ServerProcess[]
  /** Role postgres: for the calls that the shop's server actions and webhooks make, and for reading afterwards. */
  sql: Sql
  stop(): Promise<void>
}

export type WorldSettings = { servers?: number; kind?: ServerKind }

export async function startWorld({ servers = 1, kind = FAST_LANE }: WorldSettings = {}): Promise<World> {
  // With fsync, as production has it: what is acknowledged must be on the disk.
  const database = await startTestDatabase({ isSeeded: true, isDurable: true })
  const sql = postgres(database.dbUrl, {
    max: 10,
    fetch_types: false,
    connect_timeout: 3,
    backoff: () => 0.2,
    onnotice: () => undefined,
    connection: { application_name: 'stampede-faults', statement_timeout: 7000 },
  })
  const running: ServerProcess[] = []
  const stop = async () => {
    await Promise.all(running.map((server) => server.stop()))
    await sql.end({ timeout: 2 })
    await database.stop()
  }
  try {
    if (kind === SHOP) {
      const log = logFileOf(database.config.stateDir, 'build')
      await startBuild(shopEnv(database.config), log).finished
    }
    for (let number = 0; number < servers; number += 1)
      running.push(await startServer(database.config, await freePort(), kind))
  } catch (error) {
    await stop()
    throw error
  }
  return { database, servers: running, sql, stop }
}

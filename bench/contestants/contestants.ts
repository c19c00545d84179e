import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { shopEnv } from '../../local/environment.ts'
import { PROJECT_DIR } from '../../local/postgres/migrate.ts'
import type { ContestantName } from '../arguments.ts'
import { auditClaims, auditRedis, auditTutorial } from '../database/audit.ts'
import type { BenchDatabase } from '../database/database.ts'
import { STOCK } from '../database/sales.ts'
import type { LoadResult } from '../load/plan.ts'
import { type Server, startServer } from '../processes/server.ts'

/** What a contestant is given to work with. */
export type Ground = {
  database: BenchDatabase
  redis: { client: Redis; port: number } | null
  stateDir: string
}

export type Contestant = {
  name: ContestantName
  what: string
  /** An acknowledged claim survives the power going off. */
  isDurable: boolean
  needsRedis: boolean
  start(ground: Ground, port: number): Promise<Server>
  /** Puts an item of the sale on its shelf; the shop's own are there already. */
  stock(ground: Ground, itemId: string): Promise<void>
  /** Faults found after a run; null for the contestant that keeps nothing. */
  audit: ((ground: Ground, saleId: string, itemId: string, result: LoadResult) => Promise<string[]>) | null
}

const FOLDER = import.meta.dirname
const TUTORIAL_DIR = join(FOLDER, 'tutorial')
const NEXT = join(PROJECT_DIR, 'node_modules', 'next', 'dist', 'bin', 'next')
const DAY_MS = 86_400_000

const nothingToStock = async () => undefined

/** The shop's variables, as `npm start` sets them, with another database where one is named. */
export function shopVariables(ground: Ground, port: number, databaseUrl?: string): Record<string, string> {
  const { config } = ground.database
  return {
    ...shopEnv(config),
    HOST: '127.0.0.1',
    SHOP_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl ?? config.dbUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/** The real server.ts, with Next behind it, as production runs it. */
export function startShop(ground: Ground, name: string, port: number, databaseUrl?: string): Promise<Server> {
  const env = shopVariables(ground, port, databaseUrl)
  return startServer({ name, args: ['server.ts'], env, port, stateDir: ground.stateDir })
}

async function stockTutorial(ground: Ground, itemId: string): Promise<void> {
  await ground.database.sql`
    insert into tutorial.items (id, free, limit_per_shopper, opens_at, closes_at)
    values (${itemId}, ${STOCK}, 100, now() - interval '1 minute', now() + interval '1 day')`
}

async function stockRedis(ground: Ground, itemId: string): Promise<void> {
  await ground.redis?.client.flushall()
  await ground.redis?.client.hset(`item:${itemId}`, {
    free: STOCK,
    limit: 100,
    position: 0,
    opens: Date.now() - 60_000,
    closes: Date.now() + DAY_MS,
  })
}

function overRedis(name: 'fastify-redis' | 'express-redis', what: string): Contestant {
  return {
    name,
    what,
    isDurable: false,
    needsRedis: true,
    start: (ground, port) =>
      startServer({
        name,
        args: [join(FOLDER, `${name}.ts`)],
        env: {
          PASS_SECRET: ground.database.config.keys.passSecret,
          REDIS_PORT: String(ground.redis?.port),
        },
        port,
        stateDir: ground.stateDir,
      }),
    stock: stockRedis,
    audit: auditRedis,
  }
}

export const contestants: readonly Contestant[] = [
  {
    name: 'bare-node',
    what: 'Node http: reads the body, answers as many bytes as a claim; nothing else (the limit)',
    isDurable: false,
    needsRedis: false,
    start: (ground, port) =>
      startServer({
        name: 'bare-node',
        args: [join(FOLDER, 'bare-node.ts')],
        env: {},
        port,
        stateDir: ground.stateDir,
      }),
    stock: nothingToStock,
    audit: null,
  },
  {
    name: 'fast-lane',
    what: 'Stampede: server.ts, its fast lane and claim_stock() on Postgres, each answer after its commit',
    isDurable: true,
    needsRedis: false,
    start: (ground, port) => startShop(ground, 'fast-lane', port),
    stock: nothingToStock,
    audit: auditClaims,
  },
  {
    name: 'next-route',
    what: 'The same handler, batcher and SQL mounted as a Next route handler (next start), without the fast lane',
    isDurable: true,
    needsRedis: false,
    start: (ground, port) =>
      startServer({
        name: 'next-route',
        args: [NEXT, 'start', '-H', '127.0.0.1', '-p', String(port)],
        env: shopVariables(ground, port),
        port,
        stateDir: ground.stateDir,
      }),
    stock: nothingToStock,
    audit: auditClaims,
  },
  {
    name: 'tutorial',
    what: 'One transaction per claim (select for update, check, insert, update) in a Next route handler, pool of 20',
    isDurable: true,
    needsRedis: false,
    start: (ground, port) =>
      startServer({
        name: 'tutorial',
        args: [NEXT, 'start', '-H', '127.0.0.1', '-p', String(port)],
        cwd: TUTORIAL_DIR,
        env: shopVariables(ground, port),
        port,
        stateDir: ground.stateDir,
      }),
    stock: stockTutorial,
    audit: auditTutorial,
  },
  overRedis('fastify-redis', 'Fastify and one Lua script on Redis without persistence'),
  overRedis('express-redis', 'Express and the same Lua script on Redis without persistence'),
]

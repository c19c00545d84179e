import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startBuild } from '../local/build.ts'
import { logFileOf } from '../local/logs.ts'
import { PROJECT_DIR } from '../local/postgres/migrate.ts'
import { say } from '../local/say.ts'
import type { Arguments } from './arguments.ts'
import { buildTutorial } from './contestants/build-tutorial.ts'
import { type Contestant, contestants, type Ground, startShop } from './contestants/contestants.ts'
import { type RedisServer, startRedis } from './contestants/redis-server.ts'
import { addTutorialTables, type BenchDatabase, startDatabase } from './database/database.ts'
import { prepareStored, STORED } from './figures/ten-million.ts'
import { type Generator, startGenerator } from './processes/generator.ts'
import { type Server, startServer } from './processes/server.ts'

/** Everything that runs while it is measured. */
export type Field = {
  ground: Ground
  database: BenchDatabase
  redis: RedisServer | null
  servers: Map<string, Server>
  generator: Generator
  probe: Generator
  here: readonly Contestant[]
  /** By contestant or figure: why it does not take part. */
  missing: Record<string, string>
}

const NEEDS_SHOP_BUILD = ['fast-lane', 'next-route']

/** Figures other than the hot item are about the fast lane, some against bare Node. */
export function contestantsFor(args: Arguments): readonly Contestant[] {
  const names = new Set<string>(args.contestants)
  if (args.figures.some((figure) => figure !== 'hot' && figure !== 'hot-row')) {
    names.add('fast-lane')
    names.add('bare-node')
  }
  return contestants.filter((contestant) => names.has(contestant.name))
}

/** Ends what was started, last first; also what `openField` had started before it failed or was interrupted. */
export type Stops = (() => Promise<void>)[]

export async function stopAll(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).toReversed()) await stop()
}

/** Builds what has to be built, starts Postgres, Redis where there is one, and one process for each contestant. */
export async function openField(args: Arguments, stops: Stops): Promise<Field> {
  const database = await startDatabase(args.basePort)
  stops.push(database.stop)
  const { stateDir } = database.config
  mkdirSync(join(stateDir, 'logs'), { recursive: true })
  const wanted = contestantsFor(args)
  const redis = wanted.some((one) => one.needsRedis) ? await startRedis(args.basePort + 4, stateDir) : null
  if (redis) stops.push(redis.stop)
  const missing: Record<string, string> = {}
  const here = wanted.filter((contestant) => {
    if (!contestant.needsRedis || redis) return true
    missing[contestant.name] = 'redis-server was not found on the PATH: install it to compare with Redis'
    return false
  })
  const ground: Ground = { database, redis, stateDir }
  const hasStored = args.figures.includes('ten-million')
  await addTutorialTables(database)
  if (hasStored) await copyForStored(database)
  await Promise.all([build(here, stateDir), hasStored ? storeMany(database, args) : undefined])
  const servers = await startServers(args, ground, here, stops)
  const [generator, probe] = [startGenerator(), startGenerator()]
  stops.push(async () => [generator, probe].forEach((one) => void one.stop()))
  return { ground, database, redis, servers, generator, probe, here, missing }
}

async function startServers(
  args: Arguments,
  ground: Ground,
  here: readonly Contestant[],
  stops: Stops,
): Promise<Map<string, Server>> {
  const servers = new Map<string, Server>()
  const up = (server: Server) => {
    servers.set(server.name, server)
    stops.push(server.stop)
  }
  for (const [n, contestant] of here.entries()) up(await contestant.start(ground, args.basePort + 10 + n))
  for (const [n, { name }] of STORED.entries()) {
    if (!args.figures.includes('ten-million')) continue
    up(await startShop(ground, name, args.basePort + 20 + n, ground.database.urlOf(name)))
  }
  up(await startResponder(args.basePort + 30, ground.stateDir))
  return servers
}

/** Copies the database, still empty, while nobody is connected to it: our own connections come back by themselves. */
async function copyForStored(database: BenchDatabase): Promise<void> {
  for (const { name } of STORED) {
    await database.disconnect()
    await database.copyTo(name)
  }
}

async function storeMany(database: BenchDatabase, args: Arguments): Promise<void> {
  const began = performance.now()
  say(args.isQuick ? 'Storing some claims …' : 'Storing ten million claims (a minute or two) …')
  await prepareStored(database, args.isQuick)
  say(`  … stored in ${Math.round((performance.now() - began) / 1000)} s`)
}

async function build(here: readonly Contestant[], stateDir: string): Promise<void> {
  const names = here.map((contestant) => contestant.name)
  if (names.some((name) => NEEDS_SHOP_BUILD.includes(name))) {
    say('Building the shop …')
    await startBuild({}, logFileOf(stateDir, 'build')).finished
  }
  if (names.includes('tutorial')) {
    say('Building the tutorial contestant …')
    await buildTutorial(stateDir)
  }
}

function startResponder(port: number, stateDir: string): Promise<Server> {
  const args = [join(PROJECT_DIR, 'bench', 'load', 'responder.ts')]
  return startServer({ name: 'responder', args, env: {}, port, stateDir })
}

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
import { type Generator, startGenerator } from './processes/generator.ts'
import { type Server, startServer } from './processes/server.ts'

/** Everything that runs while it is measured, and how to end it. */
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
  stop(): Promise<void>
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

/** Builds what has to be built, starts Postgres, Redis where there is one, and one process for each contestant. */
export async function openField(args: Arguments): Promise<Field> {
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end()
  }
  try {
    const database = await startDatabase(args.basePort)
    stops.push(database.stop)
    const { stateDir } = database.config
    mkdirSync(join(stateDir, 'logs'), { recursive: true })
    const missing: Record<string, string> = {}
    const wanted = contestantsFor(args)
    const redis = wanted.some((one) => one.needsRedis) ? await startRedis(args.basePort + 4, stateDir) : null
    if (redis) stops.push(redis.stop)
    const here = wanted.filter((contestant) => {
      if (!contestant.needsRedis || redis) return true
      missing[contestant.name] = 'redis-server was not found on the PATH: install it to compare with Redis'
      return false
    })
    await addTutorialTables(database)
    if (args.figures.includes('ten-million'))
      for (const name of ['few', 'many']) await copyIdle(database, name)
    await build(here, stateDir)

    const ground: Ground = { database, redis, stateDir }
    const servers = new Map<string, Server>()
    const up = (server: Server) => {
      servers.set(server.name, server)
      stops.push(server.stop)
    }
    for (const [n, contestant] of here.entries()) up(await contestant.start(ground, args.basePort + 10 + n))
    if (args.figures.includes('ten-million')) {
      for (const [n, name] of ['few', 'many'].entries()) {
        up(await startShop(ground, name, args.basePort + 20 + n, database.urlOf(name)))
      }
    }
    up(await startResponder(args.basePort + 30, stateDir))
    const [generator, probe] = [startGenerator(), startGenerator()]
    stops.push(async () => [generator, probe].forEach((one) => void one.stop()))
    return { ground, database, redis, servers, generator, probe, here, missing, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Copies the database while nobody is connected to it: our own connections come back by themselves. */
async function copyIdle(database: BenchDatabase, name: string): Promise<void> {
  await database.disconnect()
  await database.copyTo(name)
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

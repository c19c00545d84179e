import { spawnSync } from 'node:child_process'
import { Redis } from 'ioredis'
import { startServer } from '../processes/server.ts'

export type RedisServer = { client: Redis; port: number; pid: number; version: string; stop(): Promise<void> }

/** Redis from the PATH, keeping nothing on disk: the fastest it can be. Null where there is none. */
export async function startRedis(port: number, stateDir: string): Promise<RedisServer | null> {
  const found = spawnSync('redis-server', ['--version'], { encoding: 'utf8' })
  if (found.status !== 0) return null
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = await startServer({
    name: 'redis',
    command: 'redis-server',
    args: [...args, '--dir', stateDir, '--daemonize', 'no'],
    env: {},
    port,
    stateDir,
  })
  const client = new Redis({ port, host: '127.0.0.1' })
  return {
    client,
    port,
    pid: server.pid,
    version: /v=(\S+)/.exec(found.stdout)?.[1] ?? 'unknown',
    async stop() {
      client.disconnect()
      await server.stop()
    },
  }
}

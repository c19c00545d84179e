import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { LocalConfig } from '#local/config.ts'
import { inheritedEnv, shopEnv } from '#local/environment.ts'
import { PROJECT_DIR } from '#local/postgres/migrate.ts'
import { waitUntil } from '#local/processes.ts'

const START_LIMIT_MS = 60_000

export type ServerKind = { script: string; env?: Record<string, string> }

/** The fast lane alone; see the file. */
export const FAST_LANE: ServerKind = { script: 'faults/world/fast-lane-server.ts' }

export type ServerProcess = {
  origin: string
  pid(): number
  /** kill -9: nothing is flushed, nobody is told. */
  kill(): Promise<void>
  /** Starts it again on the same port; settles when it answers. */
  restart(): Promise<void>
  /** SIGTERM, and kill -9 when that is not heeded. */
  stop(): Promise<void>
}

/** A real process with the variables a hosting company would set. Settles when it answers. */
export async function startServer(
  config: LocalConfig,
  port: number,
  kind: ServerKind,
): Promise<ServerProcess> {
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess
  let exited: Promise<void>

  async function start(): Promise<void> {
    let output = ''
    child = spawn(process.execPath, [join(PROJECT_DIR, kind.script)], {
      cwd: PROJECT_DIR,
      env: {
        ...inheritedEnv(),
        ...shopEnv(config),
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        PORT: String(port),
        ...kind.env,
      },
      // With the channel, a server whose test was killed notices and ends.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const keep = (chunk: Buffer) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    let isOver = false
    exited = new Promise((settle) =>
      child.once('exit', () => {
        isOver = true
        settle()
      }),
    )
    const isUp = await waitUntil(async () => isOver || (await isLive(origin)), START_LIMIT_MS)
    if (!isUp || isOver) throw new Error(`${kind.script} did not start: ${output}`)
  }

  await start()
  return {
    origin,
    pid: () => child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    restart: start,
    async stop() {
      child.kill('SIGTERM')
      const insist = setTimeout(() => child.kill('SIGKILL'), 12_000)
      await exited
      clearTimeout(insist)
    },
  }
}

async function isLive(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/api/health/live`, { signal: AbortSignal.timeout(2000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    // Not there yet.
    return false
  }
}

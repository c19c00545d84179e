import { connect } from 'node:net'
import { join } from 'node:path'
import { inheritedEnv } from '../../local/environment.ts'
import { lastLine } from '../../local/logs.ts'
import { PROJECT_DIR } from '../../local/postgres/migrate.ts'
import { Problem } from '../../local/problem.ts'
import { spawnGuarded, waitUntil } from '../../local/processes.ts'

export type Server = { name: string; port: number; pid: number; stop(): Promise<void> }

export type ServerOptions = {
  name: string
  command?: string
  args: readonly string[]
  cwd?: string
  env: Readonly<Record<string, string>>
  port: number
  stateDir: string
}

const START_TIMEOUT_MS = 60_000

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Throws a Problem when somebody listens there already: the benchmark would measure a stranger. */
export async function requireSilence(port: number, what: string): Promise<void> {
  if (!(await isListening(port))) return
  throw new Problem(
    `Port ${port} for ${what} is taken by another program: stop that one, or choose other ports with --port.`,
  )
}

/**
 * Starts one program that listens on `port` of 127.0.0.1, in a session of its own that ends when we do, however we end.
 * Settles when it can be connected to.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { name, port } = options
  await requireSilence(port, name)
  const logFile = join(options.stateDir, 'logs', `${name}.log`)
  const child = spawnGuarded({
    command: options.command ?? process.execPath,
    args: options.args,
    cwd: options.cwd ?? PROJECT_DIR,
    env: { ...inheritedEnv(), ...options.env, PORT: String(port), LOG_LEVEL: 'warn', NODE_ENV: 'production' },
    stopSignal: 'SIGTERM',
    output: logFile,
  })
  const isUp = await waitUntil(async () => child.hasExited() || (await isListening(port)), START_TIMEOUT_MS)
  if (!isUp || child.hasExited()) {
    await child.stop(1000)
    throw new Problem(`${name} did not start on port ${port}${lastLine(logFile)}: see ${logFile}.`)
  }
  return { name, port, pid: child.pid, stop: () => child.stop(3000) }
}

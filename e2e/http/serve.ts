import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { shopEnv } from '../../local/environment.ts'
import { type HttpCloud, until } from './cloud.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** server.ts serves no shop without its pages: it says so instead of starting. */
export async function requireBuild(): Promise<void> {
  if (existsSync(join(ROOT, '.next', 'BUILD_ID'))) return
  await promisify(execFile)(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { cwd: ROOT })
}

export type Served = {
  child: ChildProcess
  pid: number
  /** Both outputs, as they came. */
  printed(): string
  /** Lines of the log so far. */
  logged(): LogLine[]
  exited: Promise<number | null>
}

export type LogLine = Record<string, unknown> & { msg: string; worker?: number; pid?: number }

export type ServeOptions = { env?: Record<string, string | undefined>; cwd?: string }

const children: ChildProcess[] = []

/** Ends what a test has left running. The workers end with their primary. */
export function killServed(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL')
}

/** Starts server.ts: one process unless WEB_WORKERS says otherwise, whatever machine this is. */
export function serve(cloud: HttpCloud, { env = {}, cwd = ROOT }: ServeOptions = {}): Served {
  const child = spawn(process.execPath, [join(ROOT, 'server.ts')], {
    cwd,
    // As a person's shell would start it: the test runner sets NODE_ENV for itself.
    env: Object.assign(
      {},
      process.env,
      { NODE_ENV: undefined },
      shopEnv(cloud.config),
      { WEB_WORKERS: '1' },
      env,
    ),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  children.push(child)
  let text = ''
  const hear = (chunk: Buffer) => {
    text += chunk
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, pid: child.pid ?? 0, printed: () => text, logged: () => linesOf(text), exited }
}

/** The same, and waits until it answers. */
export async function open(cloud: HttpCloud, options: ServeOptions = {}): Promise<Served> {
  const served = serve(cloud, options)
  await until(
    'the shop opens',
    async () => {
      if (served.child.exitCode !== null) throw new Error(`The shop did not open:\n${served.printed()}`)
      return isOpen(cloud)
    },
    30_000,
  )
  return served
}

export function isOpen(cloud: HttpCloud): Promise<boolean> {
  return fetch(`${cloud.origin}/api/health/live`).then(
    (answer) => answer.ok,
    () => false,
  )
}

function linesOf(text: string): LogLine[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine)
}

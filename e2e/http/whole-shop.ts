import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { configEnv, type LocalConfig } from '../../local/config.ts'
import { testConfig } from '../../local/testing.ts'
import { until } from './cloud.ts'

const ROOT = join(import.meta.dirname, '..', '..')

export type WholeShop = {
  config: LocalConfig
  origin: string
  sql: Sql
  /** Everything that any part wrote down so far, by the name of its file; `terminal` is what a person sees. */
  readLogs(): Map<string, string>
  stop(): Promise<void>
}

/** What `npm start` starts, on free ports with a state folder of its own: every part as a process of its own. */
export async function startWholeShop(env: Record<string, string> = {}): Promise<WholeShop> {
  const config = await testConfig()
  const child = spawn(process.execPath, ['local/main.ts'], {
    cwd: ROOT,
    env: Object.assign({}, process.env, { NODE_ENV: undefined }, configEnv(config), env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const hear = (chunk: Buffer) => {
    printed += chunk
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const sql = postgres(config.dbUrl, { max: 2, onnotice: () => undefined })
  const stop = async () => {
    await sql.end({ timeout: 2 })
    child.kill('SIGTERM')
    await ended
    rmSync(config.stateDir, { recursive: true, force: true })
  }
  try {
    await until(
      'the shop is up',
      async () => {
        if (child.exitCode !== null) throw new Error(`The shop ended:\n${printed}`)
        return printed.includes('Stampede is up')
      },
      150_000,
    )
  } catch (error) {
    await stop()
    throw error
  }
  const folder = join(config.stateDir, 'logs')
  const readLogs = () =>
    new Map([
      ['terminal', printed],
      ...(existsSync(folder) ? readdirSync(folder) : []).map((name): [string, string] => [
        name,
        readFileSync(join(folder, name), 'utf8'),
      ]),
    ])
  return { config, origin: config.urls.shop, sql, readLogs, stop }
}

/** The id by which a page's script calls a server action, as the build gave it. */
export function actionId(name: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(ROOT, '.next/server/server-reference-manifest.json'), 'utf8'),
  )
  const entries = Object.entries(Object(Object(manifest).node))
  const found = entries.find(([, entry]) => Object(entry).exportedName === name)
  if (!found) throw new Error(`The build has no action ${name}.`)
  return found[0]
}

/** Calls a server action as a page does; its answer is in the text, among what Next says of the page. */
export async function callAction(origin: string, path: string, id: string, args: unknown[], cookie: string) {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: {
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      origin,
      cookie,
      accept: 'text/x-component',
    },
    body: JSON.stringify(args),
  })
  return { status: response.status, text: await response.text() }
}

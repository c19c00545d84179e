import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT_DIR } from './postgres/migrate.ts'
import { waitUntil } from './processes.ts'

/** A program of ours run by a test: what it printed, and how it ended. */
export type Run = {
  child: ChildProcess
  output(): string
  /** Exit code, null when a signal ended it. */
  exited: Promise<number | null>
  /** Settles when `text` was printed; throws with everything printed when it ended or 2 minutes passed first. */
  printed(text: string): Promise<void>
}

export type RunOptions = {
  env?: Record<string, string | undefined>
  cwd?: string
  user?: { uid: number; gid: number }
  /** Arguments for Node itself, before the script. */
  nodeArgs?: string[]
}

/** Runs a script of the project with our own Node. */
export function runScript(script: string, args: string[] = [], options: RunOptions = {}): Run {
  const root = options.cwd ?? PROJECT_DIR
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.user,
  })
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += chunk
  })
  child.stderr?.on('data', (chunk) => {
    text += chunk
  })
  let isOver = false
  const exited = new Promise<number | null>((settle) => {
    child.once('close', (code) => {
      isOver = true
      settle(code)
    })
  })
  return {
    child,
    output: () => text,
    exited,
    async printed(wanted) {
      await waitUntil(() => isOver || text.includes(wanted), 120_000)
      if (!text.includes(wanted)) throw new Error(`"${wanted}" was not printed, but:\n${text}`)
    },
  }
}

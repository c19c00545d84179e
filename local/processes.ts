import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, openSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import type { Env } from './config.ts'

/** A process by number and by the moment it began: numbers come round again, the pair does not. */
export type ProcessIdentity = { pid: number; startedAt: string }

/** When `pid` began, in the system's own notation; null when there is no such process or it is a zombie. */
export function startOf(pid: number): string | null {
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in brackets may hold spaces and brackets, so fields are counted after the last one.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
    } catch {
      // No such file is how the system says that there is no such process.
      return null
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout?.trim() || null
}

export function identityOf(pid: number): ProcessIdentity | null {
  const startedAt = startOf(pid)
  return startedAt === null ? null : { pid, startedAt }
}

export function isRunning(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.startedAt
}

/** Child processes by the system's own list; where there is none, none. */
export function childrenOf(parent: number): number[] {
  if (!existsSync('/proc/self/stat')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    // It ended between being listed and being looked at.
    return null
  }
}

/** Waits until `condition` holds, asking every 50 ms; false when `timeoutMs` passed first. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    if (await condition()) return true
    if (performance.now() >= deadline) return false
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** Sends a signal to a process, or to a process group when `pid` is negative; a target that is gone is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone already: that is what was wanted.
  }
}

/**
 * A shell stands between us and each part. It holds a pipe from us on its standard input; when we die, however
 * suddenly, the pipe closes and it stops the part. It is that part's parent, so the number it signals is the right one.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
trap 'kill -TERM $child 2>/dev/null' TERM HUP
trap 'kill -INT $child 2>/dev/null' INT
(
  trap '' HUP INT TERM
  read -r never <&3
  kill -"$STOP_SIGNAL" $child 2>/dev/null
  sleep 15
  kill -KILL -$$ 2>/dev/null
) >/dev/null 2>&1 &
watcher=$!
status=0
while kill -0 $child 2>/dev/null; do wait $child; status=$?; done
kill -KILL $watcher 2>/dev/null
exit $status
`

export type GuardedOptions = {
  command: string
  args: readonly string[]
  cwd: string
  env: Env
  /** The signal that asks this part to end in good order. */
  stopSignal: 'SIGINT' | 'SIGTERM'
  /** Its output is appended here; `inherit` shows it on our own terminal. */
  output: string | 'inherit'
  user?: { uid: number; gid: number } | undefined
}

export type Guarded = {
  pid: number
  identity: ProcessIdentity | null
  /** Settles when the part has ended; the number is its exit code, 128 + n when signal n ended it. */
  exited: Promise<number>
  hasExited(): boolean
  /** Asks it to end, insists after `timeoutMs`. Settles when it has ended. */
  stop(timeoutMs?: number): Promise<void>
}

const LOG_LIMIT_BYTES = 20_000_000

function openLog(path: string): number {
  // A log is for looking into what just happened: it starts over instead of growing without bound.
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) truncateSync(path, 0)
  return openSync(path, 'a', 0o600)
}

/** Starts a program in a session of its own (Ctrl-C in our terminal does not reach it) that ends when we do. */
export function spawnGuarded(options: GuardedOptions): Guarded {
  const out = options.output === 'inherit' ? ('inherit' as const) : openLog(options.output)
  const child: ChildProcess = spawn('/bin/sh', ['-c', GUARD, 'guard', options.command, ...options.args], {
    cwd: options.cwd,
    env: { NODE_ENV: 'production', ...options.env, STOP_SIGNAL: options.stopSignal.slice(3) },
    stdio: ['pipe', out, out],
    detached: true,
    ...(options.user ? { uid: options.user.uid, gid: options.user.gid } : {}),
  })
  // The pipe breaking means the guard is gone, which `exit` reports anyway.
  child.stdin?.on('error', () => undefined)
  let ended = false
  const exited = new Promise<number>((settle) => {
    const end = (code: number) => {
      ended = true
      child.stdin?.destroy()
      // The guard may have been killed by itself: what it guarded must not go on alone.
      if (child.pid) signal(-child.pid, 'SIGKILL')
      settle(code)
    }
    child.once('exit', (code, name) => end(code ?? (name === 'SIGKILL' ? 137 : 143)))
    child.once('error', () => end(127))
  })
  const pid = child.pid ?? 0
  return {
    pid,
    identity: pid > 0 ? identityOf(pid) : null,
    exited,
    hasExited: () => ended,
    async stop(timeoutMs = 10_000) {
      if (ended || pid === 0) return
      signal(pid, options.stopSignal)
      const insist = setTimeout(() => signal(-pid, 'SIGKILL'), timeoutMs)
      await exited
      clearTimeout(insist)
    },
  }
}

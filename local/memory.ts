import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { RunningNote } from './running.ts'

/**
 * Memory of one part, all its processes together. `residentKb` counts a page shared by three processes three times
 * (it is what `ps` shows, summed); `ownKb` counts a third of it for each, so that the parts add up to what is used.
 */
export type PartMemory = { part: string; processes: number; residentKb: number; ownKb: number }

type ProcessRow = { pid: number; parent: number }

function listProcesses(): ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return [{ pid: Number(name), parent: Number(fields[1]) }]
      } catch {
        // Ended between the listing and the reading.
        return []
      }
    })
}

/** One figure from a file of the process, 0 when it may not be read or the process has ended. */
function kilobytesIn(pid: number, file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0)
  } catch {
    // Another user's process, or one that ended: nothing to count.
    return 0
  }
}

function memoryOf(part: string, pids: readonly number[]): PartMemory {
  const memory: PartMemory = { part, processes: pids.length, residentKb: 0, ownKb: 0 }
  for (const pid of pids) {
    const residentKb = kilobytesIn(pid, 'status', /^VmRSS:\s+(\d+)/m)
    memory.residentKb += residentKb
    memory.ownKb += kilobytesIn(pid, 'smaps_rollup', /^Pss:\s+(\d+)/m) || residentKb
  }
  return memory
}

function familyOf(root: number, rows: readonly ProcessRow[], except: ReadonlySet<number>): number[] {
  const children = rows.filter((row) => row.parent === root && !except.has(row.pid))
  return [root, ...children.flatMap((child) => familyOf(child.pid, rows, except))]
}

function isStarter(pid: number): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return /bootstrap\.mjs|\bnpm\b|npm-cli/.test(command)
  } catch {
    return false
  }
}

/** npm and scripts/bootstrap.mjs, which wait above the supervisor for its end. */
function starters(supervisor: number, rows: readonly ProcessRow[]): number[] {
  const parent = rows.find((row) => row.pid === supervisor)?.parent ?? 0
  return parent > 1 && isStarter(parent) ? [parent, ...starters(parent, rows)] : []
}

/** Memory part by part; empty where there is no /proc to read it from. */
export function listMemory(note: RunningNote): PartMemory[] {
  if (!existsSync('/proc/self/stat')) return []
  const rows = listProcesses()
  const roots = new Set(Object.values(note.parts).map((part) => part.pid))
  const parts = Object.entries(note.parts).map(([name, { pid }]) =>
    memoryOf(name, familyOf(pid, rows, new Set())),
  )
  const supervisor = memoryOf('supervisor', familyOf(note.supervisor.pid, rows, roots))
  const above = starters(note.supervisor.pid, rows)
  return [supervisor, ...(above.length > 0 ? [memoryOf('npm', above)] : []), ...parts]
}

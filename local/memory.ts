import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { RunningNote } from './running.ts'

/** Resident memory of one part, all its processes together. */
export type PartMemory = { part: string; processes: number; kilobytes: number }

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

/**
 * Kilobytes this process adds to the machine. The proportional set size counts a page shared by three as a third
 * for each; where it may not be read, the resident set counts it fully.
 */
function kilobytesOf(pid: number): number {
  for (const [file, pattern] of [
    ['smaps_rollup', /^Pss:\s+(\d+)/m],
    ['status', /^VmRSS:\s+(\d+)/m],
  ] as const) {
    try {
      const found = pattern.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))
      if (found) return Number(found[1])
    } catch {
      // Another user's process, or one that ended: the next file, or nothing.
    }
  }
  return 0
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
  const sum = (part: string, pids: number[]): PartMemory => ({
    part,
    processes: pids.length,
    kilobytes: pids.reduce((total, pid) => total + kilobytesOf(pid), 0),
  })
  const parts = Object.entries(note.parts).map(([name, { pid }]) => sum(name, familyOf(pid, rows, new Set())))
  const supervisor = sum('supervisor', familyOf(note.supervisor.pid, rows, roots))
  const above = starters(note.supervisor.pid, rows)
  return [supervisor, ...(above.length > 0 ? [sum('npm', above)] : []), ...parts]
}

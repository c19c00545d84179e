import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of /proc a second: 100 on every Linux that Node supports. */
const TICKS_PER_SECOND = 100

export type ProcessStat = { parent: number; ticks: number; ticksOfEndedChildren: number }

/** Fields of /proc/<pid>/stat, counted after the name, which may hold spaces and brackets. */
export function readStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3] ?? 0)
  return { parent: field(4), ticks: field(14) + field(15), ticksOfEndedChildren: field(16) + field(17) }
}

/** The processes of a tree: the root, its children, theirs. */
export function treeOf(root: number, stats: ReadonlyMap<number, ProcessStat>): number[] {
  const tree = [root]
  for (const pid of tree) {
    for (const [child, stat] of stats) if (stat.parent === pid) tree.push(child)
  }
  return tree.filter((pid) => stats.has(pid))
}

function readAllStats(): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    try {
      stats.set(pid, readStat(readFileSync(`/proc/${pid}/stat`, 'utf8')))
    } catch {
      // It ended between the listing and the reading: then it uses nothing.
    }
  }
  return stats
}

/** `machineSeconds` is what all programs together have used. */
export type UsageClock = { cpuSeconds: Record<string, number>; machineSeconds: number; atMs: number }

/** Seconds from the first line of /proc/stat: user, nice, system, irq, softirq and steal, all but idle and waiting. */
export function readMachine(text: string): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (text.split('\n')[0] ?? '')
    .split(/\s+/)
    .map(Number)
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND
}

/** Processor seconds used so far by the trees under these processes; null where there is no /proc. */
export function readUsage(roots: Readonly<Record<string, number>>): UsageClock | null {
  if (!existsSync('/proc/self/stat')) return null
  const stats = readAllStats()
  const cpuSeconds: Record<string, number> = {}
  for (const [name, root] of Object.entries(roots)) {
    let ticks = 0
    for (const pid of treeOf(root, stats)) {
      const stat = stats.get(pid)
      ticks += (stat?.ticks ?? 0) + (stat?.ticksOfEndedChildren ?? 0)
    }
    cpuSeconds[name] = ticks / TICKS_PER_SECOND
  }
  return {
    cpuSeconds,
    machineSeconds: readMachine(readFileSync('/proc/stat', 'utf8')),
    atMs: performance.now(),
  }
}

/** The name of the tree that is subtracted from the whole machine: what is left are other people's programs. */
const ALL_OURS = 'ours'

/**
 * Cores used between two readings, by name (1 is one core, all of the time), and by `others`, who are not ours; null when
 * either reading is missing.
 */
export function coresBetween(
  before: UsageClock | null,
  after: UsageClock | null,
): Record<string, number> | null {
  if (!before || !after || after.atMs <= before.atMs) return null
  const seconds = (after.atMs - before.atMs) / 1000
  const cores = (used: number) => Math.round((used / seconds) * 100) / 100
  const used = Object.entries(after.cpuSeconds).map(
    ([name, total]) => [name, total - (before.cpuSeconds[name] ?? 0)] as const,
  )
  const ours = used.find(([name]) => name === ALL_OURS)?.[1] ?? 0
  const others = Math.max(0, after.machineSeconds - before.machineSeconds - ours)
  const named = used.filter(([name]) => name !== ALL_OURS).map(([name, spent]) => [name, cores(spent)])
  return { ...Object.fromEntries(named), others: cores(others) }
}

/** Resident memory of a process tree in MiB; null where there is no /proc. */
export function readMemoryMib(root: number): number | null {
  if (!existsSync('/proc/self/stat')) return null
  let kib = 0
  for (const pid of treeOf(root, readAllStats())) {
    try {
      kib += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
    } catch {
      // Ended meanwhile.
    }
  }
  return Math.round(kib / 1024)
}

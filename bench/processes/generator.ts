import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { FromGenerator, ToGenerator } from '../load/main.ts'
import type { LoadPlan, LoadResult } from '../load/plan.ts'

export type Generator = {
  pid: number
  /** `onPhase` hears when the measured time begins and ends. */
  run(plan: LoadPlan, onPhase?: (phase: 'measuring' | 'measured') => void): Promise<LoadResult>
  stop(): void
}

/** A generator in a process of its own; it ends when this one does, because it then loses its channel. */
export function startGenerator(): Generator {
  const child: ChildProcess = fork(join(import.meta.dirname, '..', 'load', 'main.ts'), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return {
    pid: child.pid ?? 0,
    run(plan, onPhase = () => undefined) {
      return new Promise((resolve, reject) => {
        const onMessage = (message: FromGenerator) => {
          if ('phase' in message) return onPhase(message.phase)
          settled()
          if ('result' in message) resolve(message.result)
          else reject(new Error(`the load generator failed: ${message.failed}`))
        }
        const onExit = () => {
          settled()
          reject(new Error('the load generator ended in the middle of a run'))
        }
        const settled = () => {
          child.off('message', onMessage)
          child.off('exit', onExit)
        }
        child.on('message', onMessage)
        child.on('exit', onExit)
        child.send({ plan } satisfies ToGenerator)
      })
    },
    stop: () => child.kill('SIGKILL'),
  }
}

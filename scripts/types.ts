import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'

/** Types of the whole tree, and of the service worker, which knows no document and so is a program of its own. */
const root = dirname(import.meta.dirname)
const compiler = join(root, 'node_modules/typescript/bin/tsc')
let exitCode = 0
for (const project of ['.', 'service-worker']) {
  const { status } = spawnSync(process.execPath, [compiler, '--noEmit', '-p', join(root, project)], {
    cwd: root,
    stdio: 'inherit',
  })
  exitCode ||= status ?? 1
}
process.exitCode = exitCode

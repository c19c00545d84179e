import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { buildWorker } from './build-worker.ts'

/** `next build`, and then the service worker, which lists files of that very build. */
const root = dirname(import.meta.dirname)
const builder = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
  cwd: root,
  stdio: 'inherit',
})
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => builder.kill(name))
const [code] = (await once(builder, 'exit')) as [number | null]
if (code !== 0) process.exit(code ?? 130)
const { files, bytes } = await buildWorker()
process.stdout.write(`Service worker: ${files} files of the shell, ${Math.round(bytes / 1024)} KiB.\n`)

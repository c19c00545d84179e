import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBuild } from '../local/build.ts'

/** Builds the shop unless the last build was of the same sources; what `next build` printed is shown when it fails. */
const logFile = join(mkdtempSync(join(tmpdir(), 'stampede-build-')), 'build.log')
try {
  const { isSkipped } = await startBuild({}, logFile).finished
  process.stdout.write(
    isSkipped ? 'Nothing to build: the sources are those of the last build.\n' : 'Built.\n',
  )
} catch (error) {
  process.stdout.write(readFileSync(logFile, 'utf8'))
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

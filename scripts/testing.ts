import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

/** A folder of each test's own for what a test program reports; `pathOf` a file in it, `write` puts a json report there. */
export function reportFolder() {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stampede-report-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const pathOf = (name: string) => join(folder, name)
  return {
    pathOf,
    write(content: unknown): string {
      const path = pathOf('report.json')
      writeFileSync(path, JSON.stringify(content))
      return path
    },
  }
}

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Files = {
  write(version: string, bytes: Uint8Array): Promise<void>
  /** Null when it is not there. */
  read(version: string): Promise<Buffer<ArrayBuffer> | null>
  remove(versions: readonly string[]): Promise<void>
}

const VERSION = /^[0-9a-f-]{36}$/

/**
 * The bytes of the objects, one file each in the state folder. A file is called by the version in its row, a random id that
 * this machine made: whatever an object is called, no name of a caller ever reaches the file system.
 */
export function createFiles(stateDir: string): Files {
  const folder = join(stateDir, 'storage')
  const pathOf = (version: string) => {
    if (!VERSION.test(version)) throw new Error('This is no version of an object.')
    return join(folder, version)
  }
  return {
    async write(version, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(pathOf(version), bytes, { flag: 'wx', mode: 0o600 })
    },
    async read(version) {
      try {
        return await readFile(pathOf(version))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    async remove(versions) {
      await Promise.all(versions.map((version) => rm(pathOf(version), { force: true })))
    },
  }
}

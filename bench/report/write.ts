import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../local/postgres/migrate.ts'
import { say } from '../../local/say.ts'
import type { Arguments } from '../arguments.ts'
import type { Result } from './result.ts'

/** Writes bench/results/latest.json. */
export async function writeResult(result: Result, _args: Arguments): Promise<void> {
  const path = join(PROJECT_DIR, 'bench', 'results', 'latest.json')
  mkdirSync(join(PROJECT_DIR, 'bench', 'results'), { recursive: true })
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`)
  say(`Written: ${path}`)
}

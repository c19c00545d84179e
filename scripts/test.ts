import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findChromium } from './chromium.ts'
import { type Count, countOfDeno, countOfPlaywright, countOfProgram, countOfVitest } from './test-counts.ts'

const ROOT = dirname(import.meta.dirname)
const MODULES = join(ROOT, 'node_modules')
const PART_TIMEOUT_MS = 20 * 60_000

type Part = {
  args: string[]
  /** Where the part writes its report; the count is read from it. */
  reportEnv?: string
  count(report: string, exitCode: number): Count
}

const biome = join(MODULES, '@biomejs/biome/bin/biome')
const vitest = join(MODULES, 'vitest/vitest.mjs')

function vitestPart(project: string, report: string): Part {
  const args = [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json']
  return { args: [...args, `--outputFile.json=${report}`], count: countOfVitest }
}

/** The parts of `npm test` in the order in which they run: the quick ones that fail most often come first. */
function partsFor(folder: string): Map<string, Part> {
  const report = (name: string) => join(folder, `${name}.json`)
  const program = (args: string[]): Part => ({ args, count: countOfProgram })
  return new Map<string, Part>([
    ['format', program([biome, 'format', ROOT])],
    ['lint', program([biome, 'lint', '--error-on-warnings', ROOT])],
    ['types', program([join(MODULES, 'typescript/bin/tsc'), '--noEmit', '-p', ROOT])],
    // Once, before the parts that start the built shop; skipped when nothing the build reads has changed.
    ['build', program([join(ROOT, 'scripts/build.ts')])],
    ['unit', vitestPart('unit', report('unit'))],
    [
      'functions',
      {
        args: [join(ROOT, 'local/functions/unit-tests.ts'), `--junit-path=${report('functions')}`],
        count: countOfDeno,
      },
    ],
    ['db', vitestPart('db', report('db'))],
    ['local', vitestPart('local', report('local'))],
    ['http', vitestPart('http', report('http'))],
    ['faults', vitestPart('faults', report('faults'))],
    [
      'e2e',
      {
        args: [join(MODULES, '@playwright/test/cli.js'), 'test', '--reporter=list,json'],
        reportEnv: report('e2e'),
        count: countOfPlaywright,
      },
    ],
  ])
}

function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

async function browserEnv(): Promise<Record<string, string>> {
  const chromium = await findChromium(process.env.STAMPEDE_STATE_DIR || join(ROOT, '.stampede'))
  return { CHROMIUM_PATH: chromium.path, CHROMIUM_ARGS: chromium.args.join(' ') }
}

/** Runs a part on our own terminal; gives its exit code, 124 when it took too long. */
function runPart(args: string[], env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref()
  }, PART_TIMEOUT_MS)
  const stop = () => child.kill('SIGTERM')
  process.once('SIGTERM', stop)
  return new Promise((settle) => {
    child.once('error', () => settle(127))
    child.once('exit', (code) => {
      clearTimeout(timer)
      process.removeListener('SIGTERM', stop)
      if (isLate) say(`It took longer than ${PART_TIMEOUT_MS / 60_000} minutes and was stopped.`)
      settle(isLate ? 124 : (code ?? 130))
    })
  })
}

async function runAndCount(name: string, part: Part, folder: string, more: string[]): Promise<Count> {
  const report = join(folder, `${name}.json`)
  const env: Record<string, string> = part.reportEnv ? { PLAYWRIGHT_JSON_OUTPUT_NAME: part.reportEnv } : {}
  try {
    if (name === 'e2e') Object.assign(env, await browserEnv())
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return { passed: 0, failed: 1 }
  }
  return part.count(report, await runPart([...part.args, ...more], env))
}

/** `test.ts` runs everything; `test.ts unit …` one part, with what follows handed to its program. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stampede-reports-'))
  const [only, ...more] = process.argv.slice(2)
  const parts = partsFor(folder)
  const chosen = only ? [...parts].filter(([name]) => name === only) : [...parts]
  if (chosen.length === 0)
    throw new Error(`There is no part "${only}": choose one of ${[...parts.keys()].join(', ')}.`)
  const lines: string[] = []
  const total: Count = { passed: 0, failed: 0 }
  for (const [name, part] of chosen) {
    say(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
    const began = performance.now()
    const count = await runAndCount(name, part, folder, more)
    total.passed += count.passed
    total.failed += count.failed
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    lines.push(
      `  ${count.failed > 0 ? '✗' : '✓'} ${name.padEnd(9)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed ${seconds.padStart(7)} s`,
    )
  }
  rmSync(folder, { recursive: true, force: true })
  say()
  for (const line of lines) say(line)
  say(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

await main()

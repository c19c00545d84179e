import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findChromium } from './chromium.ts'
import { type Count, countOfDeno, countOfPlaywright, countOfProgram, countOfVitest } from './test-counts.ts'
import { type Failure, failuresOfPlaywright, failuresOfVitest } from './test-failures.ts'

const ROOT = dirname(import.meta.dirname)
const MODULES = join(ROOT, 'node_modules')
const PART_TIMEOUT_MS = 30 * 60_000

type Part = {
  args: string[]
  /** The part this one runs beside: neither keeps both cores busy, and they share nothing. What it prints comes after. */
  beside?: string
  /** Where the part writes its report; the count is read from it. */
  reportEnv?: string
  count(report: string, exitCode: number): Count
  /** The tests that failed, from the same report; without it what the part printed is all there is. */
  failures?(report: string): Failure[]
}

const biome = join(MODULES, '@biomejs/biome/bin/biome')
const vitest = join(MODULES, 'vitest/vitest.mjs')

function vitestPart(project: string, report: string): Part {
  const args = [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json']
  return {
    args: [...args, `--outputFile.json=${report}`],
    count: countOfVitest,
    failures: (path) => failuresOfVitest(path, ROOT),
  }
}

/** The parts of `npm test` in the order in which they run: the quick ones that fail most often come first. */
function partsFor(folder: string): Map<string, Part> {
  const report = (name: string) => join(folder, `${name}.json`)
  const program = (args: string[]): Part => ({ args, count: countOfProgram })
  return new Map<string, Part>([
    ['format', program([biome, 'format', ROOT])],
    ['lint', program([biome, 'lint', '--error-on-warnings', ROOT])],
    ['types', program([join(ROOT, 'scripts/types.ts')])],
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
    ['http', { ...vitestPart('http', report('http')), beside: 'db' }],
    ['faults', vitestPart('faults', report('faults'))],
    [
      'e2e',
      {
        args: [join(MODULES, '@playwright/test/cli.js'), 'test', '--reporter=list,json'],
        reportEnv: report('e2e'),
        count: countOfPlaywright,
        failures: failuresOfPlaywright,
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

/** Runs a part, on our own terminal or into a file; gives its exit code, 124 when it took too long. */
function runPart(args: string[], env: Record<string, string>, output: number | 'inherit'): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['inherit', output, output],
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

type Outcome = Count & { name: string; seconds: number; failures: Failure[] }

/** Runs a part and counts; with `logFile` what it prints goes there. */
async function runAndCount(
  name: string,
  part: Part,
  folder: string,
  more: string[],
  logFile?: string,
): Promise<Outcome> {
  const began = performance.now()
  const report = join(folder, `${name}.json`)
  const outcome = (count: Count): Outcome => ({
    name,
    ...count,
    seconds: (performance.now() - began) / 1000,
    failures: part.failures?.(report) ?? [],
  })
  const env: Record<string, string> = part.reportEnv ? { PLAYWRIGHT_JSON_OUTPUT_NAME: part.reportEnv } : {}
  try {
    if (name === 'e2e') Object.assign(env, await browserEnv())
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return outcome({ passed: 0, failed: 1 })
  }
  const output = logFile === undefined ? 'inherit' : openSync(logFile, 'w')
  const exitCode = await runPart([...part.args, ...more], env, output)
  if (output !== 'inherit') closeSync(output)
  return outcome(part.count(report, exitCode))
}

/** A part and those that run beside it, whose output follows when it is done. */
async function runTogether(
  [name, part]: [string, Part],
  companions: [string, Part][],
  folder: string,
  more: string[],
): Promise<Outcome[]> {
  say(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
  const logOf = (companion: string) => join(folder, `${companion}.log`)
  const outcomes = await Promise.all([
    runAndCount(name, part, folder, more),
    ...companions.map(([companion, other]) => runAndCount(companion, other, folder, more, logOf(companion))),
  ])
  for (const [companion] of companions) {
    say(`\n── ${companion}, beside ${name} ${'─'.repeat(50 - companion.length - name.length)}`)
    say(readFileSync(logOf(companion), 'utf8'))
  }
  return outcomes
}

/** `test.ts` runs everything; `test.ts unit …` one part, with what follows handed to its program. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stampede-reports-'))
  const [only, ...more] = process.argv.slice(2)
  const parts = [...partsFor(folder)]
  const first = only ? parts.filter(([name]) => name === only) : parts.filter(([, part]) => !part.beside)
  if (first.length === 0)
    throw new Error(`There is no part "${only}": choose one of ${parts.map(([name]) => name).join(', ')}.`)
  const outcomes: Outcome[] = []
  for (const entry of first) {
    const companions = only ? [] : parts.filter(([, part]) => part.beside === entry[0])
    outcomes.push(...(await runTogether(entry, companions, folder, more)))
  }
  rmSync(folder, { recursive: true, force: true })
  // Once more at the end, where whoever reads only the end of a long log finds them.
  for (const { name, failures } of outcomes)
    for (const { file, title, why } of failures) say(`\n  ✗ ${name} ${file}: ${title}\n      ${why}`)
  say()
  for (const { name, passed, failed, seconds } of outcomes) {
    const [mark, took] = [failed > 0 ? '✗' : '✓', seconds.toFixed(1).padStart(7)]
    say(
      `  ${mark} ${name.padEnd(9)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${took} s`,
    )
  }
  const total = (key: keyof Count) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0)
  say(`${total('passed')} passed, ${total('failed')} failed`)
  process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0
}

await main()

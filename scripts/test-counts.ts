import { existsSync, readFileSync } from 'node:fs'

export type Count = { passed: number; failed: number }

/** A program without a report (a linter) counts as one. */
export function countOfProgram(_report: string, exitCode: number): Count {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function readReport(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

function numberIn(report: unknown, key: string): number {
  const value: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined
  return typeof value === 'number' ? value : 0
}

/** A run that fails without a failing test (a broken setup, a file that does not load) is one failure, not none. */
function withExitCode(count: Count, exitCode: number): Count {
  return exitCode !== 0 && count.failed === 0 ? { passed: count.passed, failed: 1 } : count
}

/** vitest's json report: one for each test. */
export function countOfVitest(path: string, exitCode: number): Count {
  const report = readReport(path)
  const count = { passed: numberIn(report, 'numPassedTests'), failed: numberIn(report, 'numFailedTests') }
  return withExitCode(count, exitCode)
}

/** Playwright's json report: `expected` passed; a flaky test failed at first and counts as failed. */
export function countOfPlaywright(path: string, exitCode: number): Count {
  const report = readReport(path)
  const stats: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, 'stats') : null
  const count = {
    passed: numberIn(stats, 'expected'),
    failed: numberIn(stats, 'unexpected') + numberIn(stats, 'flaky'),
  }
  return withExitCode(count, exitCode)
}

/**
 * Deno's JUnit report: one for each test and each step of a test. A test that was left out passed nothing. A file that does
 * not load leaves no report at all.
 */
export function countOfDeno(path: string, exitCode: number): Count {
  const report = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const sum = (element: string, attribute: string) => {
    const values = report.matchAll(new RegExp(`<${element} [^>]*?\\b${attribute}="(\\d+)"`, 'g'))
    return values.reduce((total, [, value]) => total + Number(value), 0)
  }
  const failed = sum('testsuite', 'failures') + sum('testsuite', 'errors')
  return withExitCode(
    { passed: sum('testsuite', 'tests') - failed - sum('testsuite', 'disabled'), failed },
    exitCode,
  )
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countOfPlaywright, countOfProgram, countOfVitest } from './test-counts.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stampede-counts-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function report(content: unknown): string {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

test('a program without a report counts as one', () => {
  expect(countOfProgram('', 0)).toEqual({ passed: 1, failed: 0 })
  expect(countOfProgram('', 2)).toEqual({ passed: 0, failed: 1 })
})

test('each vitest test counts', () => {
  expect(countOfVitest(report({ numPassedTests: 12, numFailedTests: 2 }), 1)).toEqual({
    passed: 12,
    failed: 2,
  })
})

test('a run that fails without a failing test is a failure', () => {
  expect(countOfVitest(report({ numPassedTests: 12, numFailedTests: 0 }), 1)).toEqual({
    passed: 12,
    failed: 1,
  })
  expect(countOfVitest(join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1 })
  expect(countOfPlaywright(join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1 })
})

test('a flaky browser test counts as failed', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 0 }
  expect(countOfPlaywright(report({ stats }), 1)).toEqual({ passed: 7, failed: 3 })
})

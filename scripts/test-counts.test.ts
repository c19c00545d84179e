import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { countOfDeno, countOfPlaywright, countOfProgram, countOfVitest } from './test-counts.ts'
import { reportFolder } from './testing.ts'

const { pathOf, write: report } = reportFolder()

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
  expect(countOfVitest(pathOf('none.json'), 1)).toEqual({ passed: 0, failed: 1 })
  expect(countOfPlaywright(pathOf('none.json'), 1)).toEqual({ passed: 0, failed: 1 })
})

test('a flaky browser test counts as failed', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 0 }
  expect(countOfPlaywright(report({ stats }), 1)).toEqual({ passed: 7, failed: 3 })
})

test('each test and step of Deno counts; one that failed, was left out or never loaded did not pass', () => {
  const path = pathOf('report.xml')
  const suite = (name: string, tests: number, disabled: number, failures: number) =>
    `<testsuite name="${name}" tests="${tests}" disabled="${disabled}" errors="0" failures="${failures}"></testsuite>`
  writeFileSync(
    path,
    `<?xml version="1.0"?><testsuites name="deno test" tests="12" failures="4" errors="0" time="0.02">
      ${suite('./a.test.ts', 7, 1, 4)}${suite('./b.test.ts', 5, 0, 0)}</testsuites>`,
  )
  expect(countOfDeno(path, 1)).toEqual({ passed: 7, failed: 4 })
  expect(countOfDeno(pathOf('none.xml'), 1)).toEqual({ passed: 0, failed: 1 })
})

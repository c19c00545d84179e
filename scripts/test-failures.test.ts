import { expect, test } from 'vitest'
import { failuresOfPlaywright, failuresOfVitest } from './test-failures.ts'
import { reportFolder } from './testing.ts'

const { pathOf, write: report } = reportFolder()

test('a vitest test that failed is named with its file and its reason, without the stack', () => {
  const path = report({
    testResults: [
      {
        name: '/shop/lib/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'adds', failureMessages: [] },
          {
            status: 'failed',
            fullName: 'takes away',
            failureMessages: ['AssertionError: expected 1\nto be 2\n    at /shop/lib/a.test.ts:2:66'],
          },
        ],
      },
      { name: '/shop/lib/b.test.ts', status: 'failed', message: 'No such module', assertionResults: [] },
    ],
  })
  expect(failuresOfVitest(path, '/shop')).toEqual([
    { file: 'lib/a.test.ts', title: 'takes away', why: 'AssertionError: expected 1 to be 2' },
    { file: 'lib/b.test.ts', title: 'the file itself', why: 'No such module' },
  ])
})

test('browser tests are found at every depth, the flaky ones among them', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'pay.spec.ts',
    tests: [{ projectName: 'pixel', status, results: [{ error: message ? { message } : undefined }, {}] }],
  })
  const path = report({
    suites: [
      {
        specs: [spec('pays', 'expected')],
        suites: [
          {
            specs: [
              spec('waits', 'unexpected', '\u001b[31mtoo late\u001b[39m'),
              spec('turns', 'flaky', 'once'),
            ],
          },
        ],
      },
    ],
  })
  expect(failuresOfPlaywright(path)).toEqual([
    { file: 'pay.spec.ts', title: '[pixel] waits', why: 'too late' },
    { file: 'pay.spec.ts', title: '[pixel] turns', why: 'once' },
  ])
})

test('without a report, or with one of another shape, nobody is named', () => {
  expect(failuresOfVitest(pathOf('none.json'), '/shop')).toEqual([])
  expect(failuresOfPlaywright(report({ tests: 3 }))).toEqual([])
})

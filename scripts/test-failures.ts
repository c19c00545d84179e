import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'

/** A test that failed: where it is, what it is called, and what was wrong with it, on a line. */
export type Failure = { file: string; title: string; why: string }

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

const PlaywrightTest = z.object({
  projectName: z.string(),
  status: z.string(),
  results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
})
const PlaywrightSpec = z.object({ title: z.string(), file: z.string(), tests: z.array(PlaywrightTest) })
const PlaywrightSuite = z.object({
  specs: z.array(PlaywrightSpec),
  get suites() {
    return z.array(PlaywrightSuite).optional()
  },
})
const PlaywrightReport = z.object({ suites: z.array(PlaywrightSuite) })

/** vitest's json report; a file that did not load has no tests, only its message. */
export function failuresOfVitest(path: string, root: string): Failure[] {
  return read(path, VitestReport, ({ testResults }) =>
    testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(root, name)
      const failed = assertionResults.filter((one) => one.status === 'failed')
      if (failed.length === 0 && status === 'failed')
        return [{ file, title: 'the file itself', why: inShort(message) }]
      return failed.map((one) => ({ file, title: one.fullName, why: inShort(one.failureMessages?.[0]) }))
    }),
  )
}

/** Playwright's json report; what failed at first and passed then is among them, as it counts as failed. */
export function failuresOfPlaywright(path: string): Failure[] {
  return read(path, PlaywrightReport, ({ suites }) => suites.flatMap(failuresIn))
}

function failuresIn(suite: z.infer<typeof PlaywrightSuite>): Failure[] {
  const own = suite.specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({
        file,
        title: `[${projectName}] ${title}`,
        why: inShort(results.find(({ error }) => error)?.error?.message),
      })),
  )
  return [...own, ...(suite.suites ?? []).flatMap(failuresIn)]
}

/** No report, or one that cannot be read, names nobody: the count says that the part failed. */
function read<T>(path: string, shape: z.ZodType<T>, pick: (report: T) => Failure[]): Failure[] {
  if (!existsSync(path)) return []
  const report = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return report.success ? pick(report.data) : []
}

const LONGEST_REASON = 600

/** The message without its stack and its colours, on one line. */
function inShort(message: string | undefined): string {
  const [beforeStack = ''] = stripVTControlCharacters(message ?? '').split(/\n\s+at /)
  return beforeStack.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_REASON)
}

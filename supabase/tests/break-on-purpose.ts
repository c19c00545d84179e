import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutation, mutations } from './mutations/all.ts'
import { BY_HAND, rowStart } from './mutations/page.ts'

/**
 * `node supabase/tests/break-on-purpose.ts [words …]`: breaks one function after the other in a copy of what is committed,
 * runs the tests that must notice, and writes docs/broken-on-purpose.md. With words, only what has some of them in its description, and
 * only those rows are written anew. Takes about ten minutes, so it is not part of `npm test`, which sees that every line is there.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const PAGE = join(root, 'docs/broken-on-purpose.md')
const RUN_LIMIT_MS = 180_000
const wishes = process.argv.slice(2)
const say = (text: string) => process.stdout.write(`${text}\n`)

function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'stampede-broken-'))
  const archive = execFileSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 1 << 30 })
  execFileSync('tar', ['-x', '-C', copy], { input: archive })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

type Report = { testResults: { assertionResults: { status: string; title: string }[] }[] }

/** The titles of the tests that fail. Throws when the tests could not even begin. */
function failingTests(copy: string, names: readonly string[]): string[] {
  const files = names.map((name) => `supabase/tests/${name}.test.ts`)
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--project', 'db', '--reporter=json', `--outputFile=${report}`, ...files]
  const run = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', timeout: RUN_LIMIT_MS })
  if (run.signal) return ['(the tests came to no end)']
  let results: Report['testResults']
  try {
    results = (JSON.parse(readFileSync(report, 'utf8')) as Report).testResults
  } catch (error) {
    throw new Error(`the tests did not begin:\n${run.stdout}${run.stderr}`, { cause: error })
  }
  return results
    .flatMap((file) => file.assertionResults)
    .filter((result) => result.status === 'failed')
    .map((result) => result.title.replace(/ \(seed \d+\)/, ''))
}

function breakOne(copy: string, mutation: Mutation): string[] {
  const path = join(copy, 'supabase/migrations', mutation.file)
  const text = readFileSync(path, 'utf8')
  if (text.split(mutation.from).length !== 2)
    throw new Error(`${mutation.file} has changed: “${mutation.from}” is not there exactly once`)
  writeFileSync(
    path,
    text.replace(mutation.from, () => mutation.to),
  )
  try {
    return failingTests(copy, mutation.tests)
  } finally {
    writeFileSync(path, text)
  }
}

type Caught = { mutation: Mutation; tests: string[] }

/** The page: what was broken now, and what stands there of the others from before. */
function describe(caught: readonly Caught[]): string {
  const [table = ''] = readFileSync(PAGE, 'utf8').split(BY_HAND)
  const rows = mutations.flatMap((mutation) => {
    const start = rowStart(mutation)
    const now = caught.find((one) => one.mutation === mutation)
    if (!now) return table.split('\n').filter((row) => row.startsWith(start))
    const [first = '**nothing**', ...more] = now.tests
    return [`${start}${first}${more.length ? ` (and ${more.length} more)` : ''} |`]
  })
  return `# Broken on purpose

A test that cannot fail proves nothing. So each function of the engine was broken, one line at a time, in a copy of the
project, and its tests were run. This is what noticed. \`node supabase/tests/break-on-purpose.ts\` does it again and writes
this page; it stops when a line to be broken is not there any more, and fails when nothing notices.

| Function | What was broken | Caught by |
| --- | --- | --- |
${rows.join('\n')}
${byHand()}`
}

/** What was broken in the browser takes a build each time, so it is done and written down by hand: kept as it stands. */
function byHand(): string {
  const page = readFileSync(PAGE, 'utf8')
  const at = page.indexOf(BY_HAND)
  return at < 0 ? '' : page.slice(at)
}

const copy = copyTree()
const caught: Caught[] = []
try {
  const wanted = mutations.filter(({ of, broken }) =>
    wishes.length > 0 ? wishes.some((words) => `${of}: ${broken}`.includes(words)) : true,
  )
  const files = [...new Set(wanted.flatMap((mutation) => mutation.tests))]
  const unbroken = failingTests(copy, files)
  if (unbroken.length > 0) throw new Error(`fails without being broken: ${unbroken.join('; ')}`)
  for (const mutation of wanted) {
    const tests = breakOne(copy, mutation)
    say(
      `${tests.length ? 'caught' : 'MISSED'}  ${mutation.of}: ${mutation.broken} (by ${tests.length}: ${tests[0]})`,
    )
    caught.push({ mutation, tests })
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
writeFileSync(PAGE, describe(caught))
if (caught.some(({ tests }) => tests.length === 0)) process.exitCode = 1

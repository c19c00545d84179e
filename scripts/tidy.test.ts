import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The rules of the house that no compiler and no linter keeps. Each answers the offending places, as file:line. */
const root = fileURLToPath(new URL('..', import.meta.url))
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '')
const read = (path: string) => readFileSync(root + path, 'utf8')
const isCode = (path: string) => /\.(ts|tsx|mjs|sql|css)$/.test(path)
const isGenerated = (path: string) =>
  path === 'supabase/schema.sql' || path === 'lib/supabase/database.types.ts'
const code = tracked.filter((path) => isCode(path) && !isGenerated(path))
/** This file has to name what it forbids. */
const others = code.filter((path) => path !== 'scripts/tidy.test.ts')

function find(paths: string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  )
}

test('there is something to check', () => {
  expect(code.length).toBeGreaterThan(50)
})

test('pages and components do not query the database', () => {
  const screens = code.filter((path) => /^(app|components)\//.test(path))
  expect(find(screens, /supabase\s*\.from\(|\bsql`|from 'postgres'/)).toEqual([])
})

test('a file is in a folder named after a noun', () => {
  expect(tracked.filter((path) => /(^|\/)(utils?|helpers?|services|common|misc)(\/|\.)/.test(path))).toEqual(
    [],
  )
})

test('no index file only re-exports', () => {
  const indexes = code.filter((path) => /(^|\/)index\.tsx?$/.test(path))
  expect(
    indexes.filter((path) =>
      read(path)
        .split('\n')
        .every((line) => /^\s*(export .* from |$)/.test(line)),
    ),
  ).toEqual([])
})

test('files stay readable: 250 lines at most, and the median under 80', () => {
  const lengths = code.map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
  expect(lengths.filter(({ lines }) => lines > 250)).toEqual([])
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(80)
})

test('nothing outside local/ and the tests knows the local cloud', () => {
  const product = code.filter(
    (path) =>
      /^(app|components|lib|supabase)\/|^server\.ts$/.test(path) &&
      !/\.test\.tsx?$|^supabase\/tests\//.test(path),
  )
  expect(find(product, /from '.*\blocal\/|#local\//)).toEqual([])
})

test('no `any`, no test left alone or out, no stray output', () => {
  expect(
    find(
      others.filter((path) => /\.tsx?$/.test(path)),
      /(:|<|\bas)\s*any\b/,
    ),
  ).toEqual([])
  expect(find(others, /\b(test|it|describe)\.(only|skip|todo|ignore)\b/)).toEqual([])
  expect(find(others, /\bconsole\.(log|debug|info|warn|error)\(/)).toEqual([])
})

test('nothing is left to do', () => {
  expect(find(others, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([])
})

test('one word per idea: the vocabulary of the design', () => {
  const words =
    /\b(carts?|baskets?|reservations?|bookings?|SKUs?|skus?|checkouts?_?session|dropp?ed_?sale|cron_?job)\b/i
  expect(find(others, words)).toEqual([])
})

test('versions are exact and no install script has to run', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  expect(
    Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name)),
  ).toEqual([])
})

test('server code that only Next runs says so', () => {
  const files = code.filter((path) => /^lib\/.*\/queries\.ts$/.test(path))
  expect(files.filter((path) => !read(path).startsWith("import 'server-only'"))).toEqual([])
  const actions = code.filter((path) => /^lib\/.*\/actions\.ts$/.test(path))
  expect(actions.filter((path) => !read(path).startsWith("'use server'"))).toEqual([])
})

test('migrations are named by time and topic and grant nothing by accident', () => {
  const migrations = tracked.filter((path) => path.startsWith('supabase/migrations/'))
  expect(migrations.filter((path) => !/\/\d{14}_[a-z_]+\.sql$/.test(path))).toEqual([])
  for (const path of migrations) {
    const text = read(path)
    const functions = [...text.matchAll(/create function public\.(\w+)/g)].map((match) => match[1])
    const unrevoked = functions.filter(
      (name) => !new RegExp(`revoke all on function public\\.${name}\\(`).test(text),
    )
    expect({ path, unrevoked }).toEqual({ path, unrevoked: [] })
  }
})

test('no secret, no path of a machine, no registry in what is committed', () => {
  const texts = tracked.filter(
    (path) =>
      /\.(ts|tsx|mjs|json|md|sql|css|toml|yml|example)$|^\.env|^\.ci\//.test(path) &&
      path !== 'scripts/tidy.test.ts',
  )
  expect(
    find(texts, /sk_live_\w{8}|whsec_[A-Za-z0-9]{20}|sb_secret_[A-Za-z0-9]{16}|BEGIN [A-Z ]*PRIVATE KEY/),
  ).toEqual([])
  expect(find(texts, /(^|[\s"'`(])\/(work|root|home\/\w+)\//)).toEqual([])
  expect(find(texts, /registry\.npmjs|deb\.debian\.org|artifactory/i)).toEqual([])
})

test('.env.example names every variable the shop and the functions read', () => {
  const ofShop = [...read('lib/env.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1])
  const functions = code.filter((path) => path.startsWith('supabase/functions/'))
  const ofFunctions = functions.flatMap((path) =>
    [...read(path).matchAll(/\w+Variable\('([A-Z_]+)'\)/g)].map((match) => match[1]),
  )
  // Hosted Supabase sets those of its own name for the functions.
  const wanted = [...ofShop, ...ofFunctions.filter((name) => !name?.startsWith('SUPABASE_'))]
  expect(ofShop.length).toBeGreaterThan(8)
  expect(ofFunctions.length).toBeGreaterThan(4)
  const named = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1])
  expect(wanted.filter((name) => !named.includes(name))).toEqual([])
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { makeUpFile } from '#lib/certificates/made-up.ts'

const script = fileURLToPath(new URL('verify-certificate.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = makeUpFile([
  { what: 'claim', pick: 0, units: 2 },
  { what: 'pay', pick: 0, units: 1 },
])

function run(text: string | null, name = 'certificate.json') {
  const path = join(folder, name)
  if (text !== null) writeFileSync(path, text)
  // No database, no network and no setting of ours: it must not need any.
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, path], {
    encoding: 'utf8',
    env: { NODE_ENV: 'test' },
  })
  return { status, said: stdout + stderr }
}

test('says of a true certificate that it is true', () => {
  expect(run(JSON.stringify(file))).toEqual({
    status: 0,
    said: expect.stringContaining('✓ The certificate is true'),
  })
})

test('names every difference of one that is not', () => {
  const changed = structuredClone(file)
  for (const item of changed.certificate.items) item.sold += 1
  const { status, said } = run(JSON.stringify(changed))
  expect(status).toBe(1)
  expect(said).toContain('✗ item 1, sold: the certificate says 3, the lines say 2.')
  expect(said).toContain('✗ item 2, sold: the certificate says 1, the lines say 0.')
  expect(said).toMatch(/✗ The certificate is not true: \d+ differences/)
})

test.each([
  ['bytes that are no JSON', '\u0000{', /is not JSON/],
  ['half a file', JSON.stringify(file).slice(0, -100), /is not JSON/],
  ['another document', '{"hello": 1}', /is not a certificate with its lines/],
  ['nothing but null', 'null', /is not a certificate/],
  ['a certificate without its lines', JSON.stringify({ certificate: file.certificate }), /movements/],
  [
    'a version to come',
    JSON.stringify({ ...file, certificate: { ...file.certificate, version: 2 } }),
    /is of version 2/,
  ],
])('cannot judge %s and says why', (_what, text, sentence) => {
  expect(run(text)).toEqual({ status: 2, said: expect.stringMatching(sentence) })
})

test('cannot judge a file that is missing or too big', () => {
  expect(run(null, 'missing.json')).toEqual({ status: 2, said: expect.stringContaining('cannot be read') })
  openSync(join(folder, 'big.json'), 'w')
  // A hole: as long as it says, and nothing on the disk.
  truncateSync(join(folder, 'big.json'), 401 * 1024 * 1024)
  expect(run(null, 'big.json')).toEqual({ status: 2, said: expect.stringContaining('bytes and at most') })
})

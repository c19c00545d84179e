import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configEnv, loadConfig } from './config.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stampede-config-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('keys are made once, kept, and readable by their owner alone', () => {
  const first = loadConfig({ STAMPEDE_STATE_DIR: join(folder, 'state') })
  const second = loadConfig({ STAMPEDE_STATE_DIR: join(folder, 'state') })
  expect(second.keys).toEqual(first.keys)
  expect(statSync(join(folder, 'state', 'keys.json')).mode & 0o777).toBe(0o600)
  expect(first.keys.publishableKey).toMatch(/^sb_publishable_/)
  expect(first.keys.secretKey).toMatch(/^sb_secret_/)
  expect(first.keys.passSecret.length).toBeGreaterThanOrEqual(32)
})

test('two state folders never share a key', () => {
  const one = loadConfig({ STAMPEDE_STATE_DIR: join(folder, 'one') })
  const other = loadConfig({ STAMPEDE_STATE_DIR: join(folder, 'other') })
  const shared = Object.values(one.keys).filter((key) => Object.values(other.keys).includes(key))
  expect(shared).toEqual([])
})

test('a key that a later version adds is filled in, and the others stay', () => {
  const path = join(folder, 'keys.json')
  const { keys } = loadConfig({ STAMPEDE_STATE_DIR: folder })
  const { passSecret, ...older } = keys
  writeFileSync(path, JSON.stringify(older))
  const later = loadConfig({ STAMPEDE_STATE_DIR: folder })
  expect(later.keys).toMatchObject(older)
  expect(later.keys.passSecret).not.toBe(passSecret)
  expect(JSON.parse(readFileSync(path, 'utf8')).passSecret).toBe(later.keys.passSecret)
})

test('a child process given configEnv comes to the same config', () => {
  const config = loadConfig({ STAMPEDE_STATE_DIR: folder, PORT: '4100', LOCAL_FUNCTIONS_PORT: '4101' })
  expect(loadConfig(configEnv(config))).toEqual(config)
})

test.each([
  ['PORT', 'http', /^PORT is "http": set it to a port number/],
  ['SUPABASE_DB_PORT', '70000', /^SUPABASE_DB_PORT is "70000": set it to a port number/],
  ['PORT', '0', /^PORT is "0": set it to a port number/],
  ['LOCAL_PORT', '-1', /^LOCAL_PORT is "-1": set it to a port number/],
  ['SUPABASE_API_PORT', '3000', /must be four different ports.*Change the one that repeats/],
])('%s=%s is refused with what to do', (name, value, sentence) => {
  expect(() => loadConfig({ STAMPEDE_STATE_DIR: folder, [name]: value })).toThrow(sentence)
})

test('a state folder that cannot be written is one sentence with what to do', () => {
  writeFileSync(join(folder, 'file'), '')
  const load = () => loadConfig({ STAMPEDE_STATE_DIR: join(folder, 'file', 'state') })
  expect(load).toThrow(
    /^The state folder .* cannot be written \(ENOTDIR\): make it writable .*STAMPEDE_STATE_DIR/,
  )
})

test('keys that are not JSON are one sentence with what to do', () => {
  writeFileSync(join(folder, 'keys.json'), '{"passSecret": "tor')
  expect(() => loadConfig({ STAMPEDE_STATE_DIR: folder })).toThrow(
    /keys\.json cannot be used .*npm run reset/,
  )
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LocalConfig } from '../config.ts'
import { testConfig } from '../testing.ts'
import { denoPath, type FunctionsCommand, functionsCommand, listFunctions } from './runner.ts'

const FUNCTIONS: Readonly<Record<string, string>> = {
  good: 'export default { fetch: async (request) => new Response("good " + await request.text()) }',
  throws: 'export default { fetch() { throw new Error("oh") } }',
  rejects:
    'export default { fetch() { Promise.reject(new Error("later")); setTimeout(() => { throw new Error("much later") }); return new Response("fine") } }',
  broken: 'import "./nowhere.ts"; export default { fetch: () => new Response("never") }',
  shapeless: 'export default {}',
  reads: 'export default { fetch: async () => new Response(await Deno.readTextFile("/etc/hostname")) }',
  phones: 'export default { fetch: () => fetch("http://127.0.0.1:9/") }',
  env: 'export default { fetch: () => Response.json([Deno.env.get("SHOP_URL"), Deno.env.get("PATH") ?? null]) }',
  package: 'import Stripe from "stripe"; export default { fetch: () => new Response(Stripe.API_VERSION) }',
}

let config: LocalConfig
let command: FunctionsCommand
const children: ChildProcess[] = []

beforeAll(async () => {
  config = await testConfig()
  const directory = join(config.stateDir, 'test-functions')
  for (const [name, source] of Object.entries(FUNCTIONS)) {
    mkdirSync(join(directory, name), { recursive: true })
    writeFileSync(join(directory, name, 'index.ts'), source)
    const imports = name === 'package' ? { stripe: 'npm:stripe@23.1.0' } : {}
    writeFileSync(join(directory, name, 'deno.json'), JSON.stringify({ imports }))
  }
  command = functionsCommand(config, directory)
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})
afterAll(() => rmSync(config.stateDir, { recursive: true, force: true }))

const urlOf = (path: string) => `http://127.0.0.1:${config.ports.functions}/${path}`
const isUp = () =>
  fetch(urlOf('_health')).then(
    (response) => response.ok,
    () => false,
  )

async function start(): Promise<ChildProcess> {
  const child = spawn(command.command, command.args, {
    cwd: command.cwd,
    env: { ...command.env, NODE_ENV: 'test' },
    stdio: 'ignore',
  })
  children.push(child)
  await vi.waitFor(async () => expect(await isUp()).toBe(true), { timeout: 20_000, interval: 50 })
  return child
}

async function call(path: string, body = ''): Promise<{ status: number; text: string }> {
  const response = await fetch(urlOf(path), { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

describe('one Deno process for all functions', () => {
  test('gives each request to the function its path names', async () => {
    await start()
    expect(await call('good', 'day')).toEqual({ status: 200, text: 'good day' })
    expect(await call('good/further?x=1', '')).toMatchObject({ status: 200 })
    expect(await call('unknown')).toMatchObject({ status: 404 })
    expect(await call('')).toMatchObject({ status: 404 })
  })

  test('a function that throws, rejects, or cannot be loaded takes no other one down', async () => {
    const deno = await start()
    expect(await call('throws')).toMatchObject({ status: 500 })
    expect(await call('rejects')).toEqual({ status: 200, text: 'fine' })
    expect(await call('broken')).toMatchObject({ status: 503 })
    expect(await call('shapeless')).toMatchObject({ status: 503 })
    expect(await call('throws')).not.toMatchObject({ text: expect.stringContaining('oh') })
    expect(await call('good', 'still')).toEqual({ status: 200, text: 'good still' })
    expect(deno.exitCode).toBeNull()
  })

  test('takes packages from node_modules, in the version of the function’s deno.json', async () => {
    await start()
    expect(await call('package')).toEqual({ status: 200, text: '2026-10-28.endive' })
  })

  test('may read no file of the machine, reach no other port, and see no variable it was not given', async () => {
    await start()
    expect(await call('reads')).toMatchObject({ status: 500 })
    expect(await call('phones')).toMatchObject({ status: 500 })
    expect(await call('env')).toEqual({ status: 200, text: JSON.stringify([config.urls.shop, null]) })
  })

  test('ends when its parent is killed', async () => {
    const { command: program, args, env, cwd } = command
    const script = `require('node:child_process').spawn(${JSON.stringify(program)}, ${JSON.stringify(args)}, { stdio: 'ignore' })`
    const parent = spawn(process.execPath, ['-e', `${script}; setInterval(() => {}, 1000)`], {
      cwd,
      env: { ...env, NODE_ENV: 'test' },
      stdio: 'ignore',
    })
    children.push(parent)
    await vi.waitFor(async () => expect(await isUp()).toBe(true), { timeout: 20_000, interval: 50 })
    parent.kill('SIGKILL')
    await vi.waitFor(async () => expect(await isUp()).toBe(false), { timeout: 10_000, interval: 100 })
  })
})

test('the functions of this project are found, and none of the shared folder', () => {
  expect(listFunctions()).toEqual(['drain-outbox', 'send-push', 'shipping-webhook', 'stripe-webhook'])
})

test('a machine npm has no Deno for is told so in a sentence', () => {
  expect(() => denoPath('sunos', 'sparc')).toThrow(/@deno\/sunos-sparc: run `npm ci`/)
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { configFor, DEMO_MERCHANT, type LocalConfig, stateDirOf } from './config.ts'
import { readOrCreateKeys } from './keys.ts'
import { listMemory, type PartMemory } from './memory.ts'
import { Problem, reasonOf } from './problem.ts'
import { getRunning } from './running.ts'
import { say } from './say.ts'

/** One flat object; programs read these names, so they only ever grow. */
function describe(config: LocalConfig): Record<string, string> {
  return {
    API_URL: config.urls.api,
    DB_URL: config.dbUrl,
    PUBLISHABLE_KEY: config.keys.publishableKey,
    SECRET_KEY: config.keys.secretKey,
    JWT_JWKS_URL: `${config.urls.api}/auth/v1/.well-known/jwks.json`,
    SHOP_URL: config.urls.shop,
    INBOX_URL: `${config.urls.local}/local/inbox`,
    PUSH_URL: `${config.urls.local}/local/push`,
    STRIPE_API_BASE: config.urls.local,
    STRIPE_WEBHOOK_SECRET: config.keys.stripeWebhookSecret,
    SHIPPING_WEBHOOK_SECRET: config.keys.shippingWebhookSecret,
    DEMO_MERCHANT_EMAIL: DEMO_MERCHANT.email,
    DEMO_MERCHANT_PASSWORD: DEMO_MERCHANT.password,
    STATE_DIR: config.stateDir,
  }
}

function sayMemory(memory: PartMemory[]): void {
  if (memory.length === 0) return
  const row = (name: string, resident: string, own: string, processes: string) =>
    say(`    ${name.padEnd(12)} ${resident.padStart(9)} ${own.padStart(9)}   ${processes.padStart(9)}`)
  const megabytes = (kilobytes: number) => `${(kilobytes / 1024).toFixed(0)} MB`
  const sum = (figure: (part: PartMemory) => number) =>
    memory.reduce((total, part) => total + figure(part), 0)
  say()
  say('  Memory: resident counts shared pages once for each process, own share once in all')
  row('', 'resident', 'own share', 'processes')
  for (const { part, processes, residentKb, ownKb } of memory) {
    row(part, megabytes(residentKb), megabytes(ownKb), String(processes))
  }
  const together = [sum((part) => part.residentKb), sum((part) => part.ownKb)].map(megabytes)
  row('together', together[0] ?? '', together[1] ?? '', String(sum((part) => part.processes)))
}

function main(): void {
  const stateDir = stateDirOf(process.env)
  const running = getRunning(stateDir)
  if (!running || !existsSync(join(stateDir, 'keys.json'))) {
    throw new Problem(`Stampede is not running on ${stateDir}: start it with \`npm start\`.`)
  }
  const values = describe(configFor(stateDir, running.ports, readOrCreateKeys(stateDir)))
  if (process.argv.includes('--json')) {
    say(JSON.stringify(values, null, 2))
    return
  }
  const width = Math.max(...Object.keys(values).map((name) => name.length))
  for (const [name, value] of Object.entries(values)) say(`  ${name.padEnd(width)}  ${value}`)
  sayMemory(listMemory(running))
}

try {
  main()
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exitCode = 1
}

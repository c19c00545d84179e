import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { configEnv, DEMO_MERCHANT, type LocalConfig } from '../../local/config.ts'
import { testConfig } from '../../local/testing.ts'

/** A first build on two cores takes most of this. */
const START_TIMEOUT_MS = 8 * 60_000
const STOP_TIMEOUT_MS = 30_000

/**
 * Starts a whole local cloud and the built shop on free ports with a state folder of their own, once for all tests, and
 * hands the addresses to the workers by environment. With `E2E_SHOP_URL` set it tests a shop that is already there.
 */
export default async function startShop(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_SHOP_URL) return undefined
  const config = await testConfig()
  const shop = spawn(process.execPath, ['local/main.ts'], {
    // All tests sign in from one address.
    env: { ...process.env, ...configEnv(config), AUTH_SIGN_INS_PER_5_MINUTES: '100000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await stopProcess(shop)
    rmSync(config.stateDir, { recursive: true, force: true })
  }
  try {
    await untilUp(shop)
  } catch (error) {
    await stop()
    throw error
  }
  Object.assign(process.env, addressesOf(config))
  return stop
}

function addressesOf(config: LocalConfig): Record<string, string> {
  return {
    E2E_SHOP_URL: config.urls.shop,
    E2E_STATE_DIR: config.stateDir,
    E2E_DB_URL: config.dbUrl,
    E2E_API_URL: config.urls.api,
    E2E_LOCAL_URL: config.urls.local,
    E2E_PUBLISHABLE_KEY: config.keys.publishableKey,
    E2E_MERCHANT_EMAIL: DEMO_MERCHANT.email,
    E2E_MERCHANT_PASSWORD: DEMO_MERCHANT.password,
  }
}

/** Settles when it says that it is up; fails with what it printed when it ends or takes too long. */
function untilUp(shop: ChildProcess): Promise<void> {
  let printed = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('took too long to start'), START_TIMEOUT_MS)
    const hear = (bytes: Buffer) => {
      printed = (printed + bytes.toString()).slice(-20_000)
      if (printed.includes('Stampede is up')) settle(resolve)
    }
    const fail = (why: string) => settle(() => reject(new Error(`The shop under test ${why}:\n${printed}`)))
    const onExit = (code: number | null) => fail(`ended with exit code ${code}`)
    const settle = (then: () => void) => {
      clearTimeout(timer)
      shop.removeListener('exit', onExit)
      then()
    }
    shop.stdout?.on('data', hear)
    shop.stderr?.on('data', hear)
    shop.once('exit', onExit)
  })
}

function stopProcess(shop: ChildProcess): Promise<void> {
  if (shop.exitCode !== null || shop.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => shop.kill('SIGKILL'), STOP_TIMEOUT_MS)
    shop.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    shop.kill('SIGTERM')
  })
}

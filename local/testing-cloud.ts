import { startBuild } from './build.ts'
import type { LocalConfig } from './config.ts'
import { createDemoMerchant } from './demo.ts'
import { shopEnv } from './environment.ts'
import { startListener } from './listener.ts'
import { logFileOf } from './logs.ts'
import type { PartSpec } from './part.ts'
import { apiPart, functionsPart, shopPart } from './parts.ts'
import { startScheduler } from './scheduler.ts'
import { startTestDatabase, testLog } from './testing.ts'

export type TestCloud = {
  /** Addresses and keys of every part. */
  config: LocalConfig
  dbUrl: string
  adminDbUrl: string
  /** Stops everything and removes its folder. */
  stop(): Promise<void>
}

export type TestCloudOptions = {
  /** With the demo merchant and its sales, and the merchant's sign-in. Default true. */
  isSeeded?: boolean
  /** With Deno. Default true. */
  hasFunctions?: boolean
  /** With server.ts (and a build when the sources changed since the last one). Default false. */
  hasShop?: boolean
  /** With the one-second tick. Default true. */
  hasScheduler?: boolean
}

/**
 * A local cloud of its own on free ports: Postgres, gateway, inbox and Stripe sandbox, and what the options say.
 * Everything ends with the test process at the latest.
 */
export async function startTestCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const { isSeeded = true, hasFunctions = true, hasShop = false, hasScheduler = true } = options
  const database = await startTestDatabase({ isSeeded })
  const { config } = database
  const running: { close(): Promise<void> }[] = []
  const never = new AbortController().signal
  const startPart = async (spec: PartSpec) => {
    const part = await spec.start(never)
    running.push({ close: () => part.stop() })
  }
  const stop = async () => {
    for (const part of running.splice(0).toReversed()) await part.close()
    await database.stop()
  }
  try {
    running.push(await startListener(config, testLog))
    const built = hasShop ? startBuild(shopEnv(config), logFileOf(config.stateDir, 'build')).finished : null
    await Promise.all([
      startPart(apiPart(config)),
      hasFunctions ? startPart(functionsPart(config)) : null,
      built,
    ])
    if (isSeeded) await createDemoMerchant(config)
    if (hasScheduler) running.push(await startScheduler(config, testLog))
    if (hasShop) await startPart(shopPart(config, 'start'))
  } catch (error) {
    await stop()
    throw error
  }
  return { config, dbUrl: config.dbUrl, adminDbUrl: config.adminDbUrl, stop }
}

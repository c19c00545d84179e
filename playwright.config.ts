import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'

/** `scripts/test.ts` finds or installs a browser and says where; alone, Debian's is taken. */
const chromium = {
  executablePath:
    process.env.CHROMIUM_PATH ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined),
  args: process.env.CHROMIUM_ARGS?.split(' ') ?? (process.getuid?.() === 0 ? ['--no-sandbox'] : []),
}

/** Phones emulated on chromium: viewport, touch and user agent are the phone's, the engine is not. */
const phone = (name: 'Pixel 7' | 'iPhone 15') => ({
  ...devices[name],
  browserName: 'chromium' as const,
  defaultBrowserType: 'chromium' as const,
  launchOptions: chromium,
})

/**
 * What looks and behaves the same on every phone, because it is the merchant's, about headers, the server's answer or the time,
 * or sets its own widths: tried on one. Claiming, paying and what a phone does without a network are tried on both.
 */
const ON_ONE_PHONE = [
  '**/app-*.spec.ts',
  '**/bag.spec.ts',
  '**/account*.spec.ts',
  '**/languages*.spec.ts',
  '**/look.spec.ts',
  '**/keyboard.spec.ts',
  '**/kit.spec.ts',
  '**/find.spec.ts',
  '**/share.spec.ts',
  '**/certificate.spec.ts',
  '**/control-room.spec.ts',
  '**/control-room-hidden.spec.ts',
  '**/insight.spec.ts',
  '**/dashboard.spec.ts',
  '**/dashboard-screens.spec.ts',
  '**/device.spec.ts',
  '**/early-taps.spec.ts',
  '**/first-load.spec.ts',
  '**/help*.spec.ts',
  '**/lighthouse.spec.ts',
  '**/line.spec.ts',
  '**/manifest.spec.ts',
  '**/money.spec.ts',
  '**/orders*.spec.ts',
  '**/pay-interrupted.spec.ts',
  '**/pay-saved.spec.ts',
  '**/pictures.spec.ts',
  '**/policy.spec.ts',
  '**/prefetch.spec.ts',
  '**/products*.spec.ts',
  '**/screens*.spec.ts',
  '**/stripe.spec.ts',
]

/** One empties what all payments of the shop share, one holds two phones to a tenth of a second, one counts frames: not while others are busy. */
const ALONE = ['**/pay-queue.spec.ts', '**/clocks.spec.ts', '**/control-room-hour.spec.ts']

export default defineConfig({
  testDir: 'e2e',
  // Measurements are no tests: they need a machine that nobody else uses, and are asked for.
  testMatch: process.env.E2E_MEASURE ? '**/*.measure.ts' : '**/*.spec.ts',
  globalSetup: './e2e/support/start-shop.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    // The same chromium and fonts draw the same pixels; a hundred are for an edge that is smoothed otherwise.
    toHaveScreenshot: { maxDiffPixels: 100, threshold: 0.02, animations: 'disabled', scale: 'css' },
  },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    baseURL: process.env.E2E_SHOP_URL,
    // It keeps every page drawing and slows it a little; `--trace off` shows what a quicker phone would meet.
    trace: 'retain-on-failure',
    locale: 'en-IE',
    timezoneId: 'Europe/Berlin',
    // Requests that pass through a worker escape the tests that answer in the shop's stead. Those about the worker let it in.
    serviceWorkers: 'block',
  },
  projects: [
    { name: 'pixel', use: phone('Pixel 7'), testIgnore: ALONE },
    { name: 'iphone', use: phone('iPhone 15'), testIgnore: [...ALONE, ...ON_ONE_PHONE] },
    {
      name: 'alone',
      workers: 1,
      use: phone('Pixel 7'),
      testMatch: process.env.E2E_MEASURE ? '**/*.measure.ts' : ALONE,
      dependencies: ['pixel', 'iphone'],
    },
  ],
})

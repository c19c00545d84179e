import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { freePort } from '../local/ports.ts'
import { visit } from './support/lighthouse.ts'
import { claimOne } from './support/shopper.ts'
import { expect, requireEnv, test } from './support/test.ts'

/** What Lighthouse says that no busy machine changes. Its figures of speed are `npm run test:lighthouse`. */
const CATEGORIES = ['accessibility', 'best-practices', 'seo'] as const
const FULL = { accessibility: 100, 'best-practices': 100, seo: 100 }

test('Lighthouse finds nothing wrong with home, sale and bag on a phone', async ({
  makeSale,
  launchOptions,
}) => {
  test.setTimeout(180_000)
  const sale = await makeSale({ items: [{ name: 'Mug', stock: 40 }] })
  const profile = mkdtempSync(join(tmpdir(), 'stampede-lighthouse-'))
  const port = await freePort()
  const shopUrl = requireEnv('E2E_SHOP_URL')
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    baseURL: shopUrl,
    locale: 'en-IE',
  })
  try {
    await claimOne(await context.newPage(), sale)
    const places = [
      { path: '/', skip: [] },
      { path: `/sales/${sale.slug}`, skip: [] },
      // One's own bag says `noindex`, and Lighthouse takes points for it: nobody is to find it in an index.
      { path: `/sales/${sale.slug}/bag`, skip: ['is-crawlable'] },
    ]
    for (const { path, skip } of places) {
      const { scores, faults } = await visit(`${shopUrl}${path}`, port, CATEGORIES, skip)
      expect({ path, scores, faults }).toEqual({ path, scores: FULL, faults: [] })
    }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
})

import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import postgres, { type Sql } from 'postgres'
import { createSale, disagreements, type SalePlan, type TestSale } from './sale.ts'

export { expect } from '@playwright/test'

type Fixtures = {
  /** A sale of this test alone. When the test ends, stock and money of it must agree. */
  makeSale: (plan: SalePlan) => Promise<TestSale>
  /** Another phone: a context of its own, with nothing in common with the others but the shop. */
  openPhone: () => Promise<Page>
  /** Announces what the browser may say on its console; anything else fails the test. */
  allowConsole: (pattern: RegExp) => void
}

type WorkerFixtures = { sql: Sql }

/** Whether the page's own scripts have taken it over; a page without any has nothing to wait for. */
const isTakenOver = () =>
  !document.documentElement.innerHTML.includes('__next_f') ||
  Object.keys(document.body).some((key) => key.startsWith('__reactFiber'))

/**
 * A page is painted before its scripts are asked for, and a browser calls it loaded before they are there. A person taps a moment
 * later than a test does: this gives the scripts that moment, for pages that have them.
 */
function unhurried(page: Page): Page {
  for (const way of ['goto', 'reload'] as const) {
    const go = page[way].bind(page) as (...given: unknown[]) => Promise<null>
    page[way] = async (...given: unknown[]) => {
      const answer = await go(...given)
      // Who asks for less than a whole page wants to be early.
      if (given.some((one) => typeof one === 'object' && one !== null && 'waitUntil' in one)) return answer
      // By the clock: a browser draws no frames of a page that nobody looks at.
      await page.waitForFunction(isTakenOver, null, { timeout: 5000, polling: 50 }).catch(() => {})
      return answer
    }
  }
  return page
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  page: async ({ page }, use) => {
    await use(unhurried(page))
  },

  sql: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const sql = postgres(requireEnv('E2E_DB_URL'), { max: 2, onnotice: () => {} })
      await use(sql)
      await sql.end()
    },
    { scope: 'worker' },
  ],

  makeSale: async ({ sql }, use) => {
    const sales: TestSale[] = []
    await use(async (plan) => {
      const sale = await createSale(sql, plan)
      sales.push(sale)
      return sale
    })
    for (const sale of sales) expect(await disagreements(sql, sale.id), 'stock and money agree').toEqual([])
  },

  openPhone: async ({ browser }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext()
      contexts.push(context)
      return unhurried(await context.newPage())
    })
    for (const context of contexts) await context.close()
  },

  allowConsole: [
    async ({ browser, context }, use) => {
      const allowed: RegExp[] = []
      const said: string[] = []
      const listen = (one: BrowserContext) => {
        one.on('console', (message) => {
          if (message.type() === 'error') said.push(message.text())
        })
        one.on('weberror', (event) => said.push(event.error().message))
      }
      listen(context)
      browser.on('context', listen)
      await use((pattern) => void allowed.push(pattern))
      browser.off('context', listen)
      const unannounced = said.filter((text) => !allowed.some((pattern) => pattern.test(text)))
      expect(unannounced, 'nothing unannounced on the console').toEqual([])
    },
    { auto: true },
  ],
})

export function requireEnv(name: string): string {
  const value = process.env[name]
  if (!value)
    throw new Error(`${name} is not set: e2e/support/start-shop.ts sets it, or set it for a running shop.`)
  return value
}

import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { requireEnv } from './test.ts'

/** What axe finds on the page as it is now, rule by rule. */
async function findings(page: Page, repeats: string, rules: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude(repeats)
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target).join(', ')}`)
}

type Look = {
  /** Names the screen where it fails. */
  what?: string
  /** More of the same, which would only take time. */
  repeats?: string
  /** Only these; all unless told. */
  rules?: readonly string[]
}

/**
 * Nothing for axe to find. After a theme or a dialog has changed, colours are on their way for some frames, and a browser that is not looked
 * at may not draw them at once: what is wrong is there to stay.
 */
export async function expectNoFindings(page: Page, look: Look = {}): Promise<void> {
  const { what = page.url(), repeats = 'next-route-announcer', rules = [] } = look
  await expect
    .poll(() => findings(page, repeats, rules), { message: `what axe finds, ${what}`, timeout: 20_000 })
    .toEqual([])
}

/** What makes the page scroll sideways on a phone of 320 px; empty when it does not. */
export function widest(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= 320) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > 320)
      .map((element) => `${element.tagName} ${element.className}`)
  })
}

/** All that a theme can change. */
const ABOUT_COLOUR = ['color-contrast', 'link-in-text-block']

/** Nothing for axe to find by day, nothing in the colours of the night, nothing wider than a phone of 320 px. */
export async function expectSound(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const rules = colorScheme === 'dark' ? ABOUT_COLOUR : []
    await expectNoFindings(page, { what: `${colorScheme}, ${what}`, rules })
  }
  const { width, height } = page.viewportSize() ?? { width: 412, height: 839 }
  await page.setViewportSize({ width: 320, height: 640 })
  await expect.poll(() => widest(page), { message: `what is wider than the screen, ${what}` }).toEqual([])
  await page.setViewportSize({ width, height })
}

/** The same screen for who has chosen another language; what is held or waited for is there again after the reload. */
export async function speak(page: Page, language: 'en' | 'de' | 'ar'): Promise<void> {
  const shopUrl = requireEnv('E2E_SHOP_URL')
  await page.context().addCookies([{ name: 'stampede-language', value: language, url: shopUrl }])
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
  await expect(page.locator('main h1, main h2').first()).toBeVisible()
}

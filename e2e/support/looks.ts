import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { requireEnv } from './test.ts'

/** What axe finds on the page as it is now, rule by rule; `repeats` are more of the same, which would only take time. */
export async function findings(
  page: Page,
  repeats = 'next-route-announcer',
  rules: readonly string[] = [],
): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude(repeats)
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target).join(', ')}`)
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

/**
 * Waits until what moves now has come to rest: between two themes colours change over some frames, and axe would measure one in between.
 * For two seconds at the most: the end that an animation promises never comes for one that is paused, or goes on and on.
 */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const ends = Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
    await Promise.race([ends, new Promise((resolve) => setTimeout(resolve, 2000))])
  })
}

/** All that a theme can change. */
const ABOUT_COLOUR = ['color-contrast', 'link-in-text-block']

/** Nothing for axe to find by day, nothing in the colours of the night, nothing wider than a phone of 320 px. */
export async function expectSound(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // A busy machine needs a moment to repaint in the new colours: what axe finds has to be there to stay.
    await expect
      .poll(() => findings(page, undefined, colorScheme === 'dark' ? ABOUT_COLOUR : []), {
        message: `what axe finds, ${colorScheme}, ${what}`,
        timeout: 20_000,
      })
      .toEqual([])
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

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What axe finds on the page as it is now, rule by rule; `repeats` are more of the same, which would only take time. */
export async function findings(page: Page, repeats = 'next-route-announcer'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude(repeats).analyze()
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

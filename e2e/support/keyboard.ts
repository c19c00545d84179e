import type { Page } from '@playwright/test'

const PRESSES_MAX = 400

/**
 * What can be used in the page's main part and is not reached by pressing Tab from its start until it begins again; empty when the keyboard is
 * enough. One radio button of a group stands for the group (arrows lead to the others), and what is closed away is not there.
 */
export async function missedByTab(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    window.getSelection()?.removeAllRanges()
    const met = new Set<Element>()
    Object.assign(window, { met })
  })
  for (let press = 0; press < PRESSES_MAX; press += 1) {
    await page.keyboard.press('Tab')
    const isRound = await page.evaluate(() => {
      const { met } = window as unknown as { met: Set<Element> }
      const now = document.activeElement
      if (!now || now === document.body) return met.size > 0
      // One field may take several presses: day, month and year of a date.
      const isBackAtStart = met.size > 1 && now === [...met][0]
      met.add(now)
      return isBackAtStart
    })
    if (isRound) break
  }
  return page.evaluate(() => {
    const { met } = window as unknown as { met: Set<Element> }
    const groups = new Set(
      [...met].map((element) => (element instanceof HTMLInputElement ? element.name : '')),
    )
    const usable =
      'a[href], button, input, select, textarea, summary, iframe, [role="button"], [role="checkbox"]'
    return [...document.querySelectorAll<HTMLElement>(`main :is(${usable})`)]
      .filter((element) => {
        if (met.has(element) || !element.checkVisibility({ visibilityProperty: true })) return false
        if (element.matches(':disabled, [inert] *, [aria-hidden="true"] *')) return false
        const isRadio = element instanceof HTMLInputElement && element.type === 'radio'
        return !(isRadio && groups.has(element.name))
      })
      .map((element) => element.outerHTML.slice(0, 160))
  })
}

import type { Page } from '@playwright/test'
import { WRITING } from '../../lib/languages/languages.ts'

/**
 * Puts a copy that no script knows before the page, hides the page, and says the same in it on every run: what counts, dates and
 * numbers shows noughts of the same width, dates and addresses of this run are one fixed date, written as the page's language
 * writes it, and one address. Go on with a new page.
 */
export async function standStill(page: Page): Promise<void> {
  await page.evaluate(async (writing: Record<string, { tag: string }>) => {
    await document.fonts.ready
    for (const image of document.images) image.loading = 'eager'
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
    window.scrollTo(0, 0)
    // The page itself goes on beside its copy, unseen: taken out, it breaks when React next changes it.
    const live = document.body
    live.before(live.cloneNode(true))
    live.style.setProperty('display', 'none', 'important')
    const date = new Intl.DateTimeFormat(writing[document.documentElement.lang]?.tag, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(new Date(2026, 0, 1))
    // What counts has its figures in an element of their own.
    for (const time of document.body.querySelectorAll('time'))
      if (time.children.length === 0) time.textContent = date
    // What runs dry has half of it left.
    for (const bar of document.body.querySelectorAll<HTMLElement>('[style*="scaleX"]'))
      bar.style.transform = 'scaleX(0.5)'
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      text.textContent = (text.textContent ?? '')
        .replace(/[0-9٠-٩]{1,3}(:[0-9٠-٩]{2})+/g, (count) => count.replace(/[0-9٠-٩]/g, '0'))
        .replace(/[0-9a-f-]{36}@shopper\.test/g, 'ada@shopper.test')
        .replace(/\b[0-9]{1,2} [A-Z][a-z]{2,4} 20[0-9]{2}\b/g, '1 Jan 2026')
        .replace(/\b[A-Z0-9]{2,4}-[A-Z0-9]{4,}(-[A-Z0-9]{4,})*\b/g, 'ST-000000')
  }, WRITING)
}

/** In the copy: the bar at the thumb as it lies when one has scrolled to the end. A picture of all of a page has it across the middle. */
export function putBarLast(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.body.style.position = 'relative'
    for (const bar of document.body.querySelectorAll<HTMLElement>('[data-bottom-bar]')) {
      document.body.append(bar)
      bar.style.position = 'absolute'
    }
  })
}

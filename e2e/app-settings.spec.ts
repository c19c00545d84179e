import { expectNoFindings } from './support/looks.ts'
import { claimOne } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const KINDS = [
  'A sale I asked for opens in five minutes',
  'A sale I asked for is open',
  'Something came back while I was in line',
  'What I hold is about to run out',
  'My order is paid, sent, there or refunded',
  'An answer to my question',
]

test('each kind of message is turned off by itself and stays so; without a network nothing is claimed to be saved', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/)
  await claimOne(page, await makeSale({ items: [{ name: 'Told cup', stock: 3 }] }))
  await page.goto('/account/notifications')
  const box = (name: string) => page.getByRole('checkbox', { name, exact: true })
  const shown = () => Promise.all(KINDS.map((kind) => box(kind).isChecked()))
  await expect(page.getByRole('checkbox')).toHaveCount(KINDS.length)
  const expected = await shown()
  for (const [at, kind] of KINDS.entries()) {
    const saved = page.waitForResponse((answer) => answer.request().method() !== 'GET' && answer.ok())
    await box(kind).click()
    await saved
    expected[at] = !expected[at]
    await expect.poll(shown).toEqual(expected)
    await page.reload()
    await expect.poll(shown, `${kind} after a reload`).toEqual(expected)
  }
  await expectNoFindings(page)

  await context.setOffline(true)
  await box(KINDS[0] ?? '').click()
  await expect(page.getByText('That was not saved. Check the connection and try again.')).toBeVisible()
  await expect.poll(shown).toEqual(expected)
  await context.setOffline(false)
  await page.reload()
  await expect.poll(shown).toEqual(expected)
})

const SHORTCUTS: Record<string, string> = {
  '/': 'Open now',
  '/orders': 'Your orders',
  '/account/notifications': 'Notifications',
}

test('every shortcut of the home screen leads somebody new to the page it names', async ({ page }) => {
  const manifest = await (await page.request.get('/manifest.webmanifest')).json()
  const urls = (manifest as { shortcuts: { url: string }[] }).shortcuts.map(({ url }) => url)
  expect(urls.toSorted()).toEqual(Object.keys(SHORTCUTS).toSorted())
  for (const url of urls) {
    expect((await page.goto(url))?.status(), url).toBe(200)
    expect(new URL(page.url()).pathname).toBe(url)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(SHORTCUTS[url] ?? '')
  }
})

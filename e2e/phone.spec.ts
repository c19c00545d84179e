import type { Page } from '@playwright/test'
import { claimButton, openSale, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/

/** Request ids of the claims a page sends, in order. */
function sentRequestIds(page: Page): string[] {
  const ids: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/api/claims')) return
    ids.push((request.postDataJSON() as { requestId: string }).requestId)
  })
  return ids
}

test('a tap with no network is kept, survives a reload, and is sent once with its own request id', async ({
  page,
  context,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale({ items: [{ name: 'Tunnel cup', stock: 3 }] })
  await openSale(page, sale)
  const ids = sentRequestIds(page)
  await context.setOffline(true)
  await claimButton(page).click()
  await expect(
    page.getByText('Your tap is kept and sent when you are back online. Others may be faster until then.'),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Waiting for the network' })).toBeVisible()

  await context.setOffline(false)
  await page.reload()
  await expect(toBag(page)).toBeVisible()
  expect(new Set(ids).size).toBe(1)
  const claims = await sql`select request_id from claims where sale_id = ${sale.id}`
  expect(claims.map((claim) => claim.request_id)).toEqual([ids[0]])
})

test('an answer lost on the way back is asked for again, and there is one claim', async ({
  page,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale({ items: [{ name: 'Lost answer cup', stock: 3 }] })
  await openSale(page, sale)
  const ids = sentRequestIds(page)
  await page.route(
    '**/api/claims',
    async (route) => {
      await route.fetch()
      await route.abort('internetdisconnected')
    },
    { times: 1 },
  )
  await claimButton(page).click()
  await expect(toBag(page)).toBeVisible()
  expect(ids.length).toBeGreaterThan(1)
  expect(new Set(ids).size).toBe(1)
  expect(await sql`select id from claims where sale_id = ${sale.id}`).toHaveLength(1)
})

test('a busy shop and a pass that is gone are overcome by the page itself, with the same tap', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/status of (503|401)/)
  const sale = await makeSale({ items: [{ name: 'Busy cup', stock: 3 }] })
  await openSale(page, sale)
  const ids = sentRequestIds(page)
  const busy = { type: 'about:blank', title: 'Busy', status: 503, code: 'busy', detail: 'Try again.' }
  await page.route(
    '**/api/claims',
    (route) =>
      route.fulfill({
        status: 503,
        headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
        json: busy,
      }),
    { times: 1 },
  )
  await context.clearCookies()
  await claimButton(page).click()
  await expect(page.getByText('It is very busy')).toBeVisible()
  await expect(toBag(page)).toBeVisible()
  expect(ids.length).toBeGreaterThan(2)
  expect(new Set(ids).size).toBe(1)
})

test('stock that cannot be asked for says how old it is, and is live again by itself', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale({ items: [{ name: 'Old news cup', stock: 4 }] })
  await openSale(page, sale)
  await expect(page.getByText('Stock is live')).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByText(/^Stock as of \d+ seconds ago$/)).toBeVisible({ timeout: 5_000 })
  await context.setOffline(false)
  await expect(page.getByText('Stock is live')).toBeVisible()
})

test('a sale that is paused, goes on and is closed says each without a reload', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({ items: [{ name: 'Paused cup', stock: 4 }] })
  await openSale(page, sale)
  await sql`update sales set status = 'paused' where id = ${sale.id}`
  await expect(page.getByRole('button', { name: 'Paused for a moment' })).toBeDisabled({ timeout: 4_000 })
  await sql`update sales set status = 'scheduled' where id = ${sale.id}`
  await expect(claimButton(page)).toBeEnabled({ timeout: 4_000 })
  await sql`update sales set status = 'closed' where id = ${sale.id}`
  await expect(page.getByRole('button', { name: 'The sale has ended' })).toBeDisabled({ timeout: 4_000 })
})

test('the limit per person is offered up to, and not beyond', async ({ page, makeSale }) => {
  const sale = await makeSale({ items: [{ name: 'Rationed cup', stock: 9, limitPerShopper: 2 }] })
  await openSale(page, sale)
  await page.getByRole('button', { name: 'One more' }).click()
  await expect(page.getByRole('button', { name: 'One more' })).toBeDisabled()
  await page.getByRole('button', { name: 'Claim 2 for €160' }).click()
  await expect(toBag(page)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Claim/ })).toBeHidden()
})

test('everything can be chosen and claimed with the keyboard alone', async ({ page, makeSale }) => {
  const sale = await makeSale({
    items: [
      { name: 'First cup', stock: 3, limitPerShopper: 1 },
      { name: 'Second cup', stock: 3, limitPerShopper: 1, priceCents: 5_000 },
    ],
  })
  await openSale(page, sale)
  await page.getByRole('radio', { name: /First cup/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Second cup/ })).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Claim 1 for €50' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(toBag(page)).toBeVisible()
})

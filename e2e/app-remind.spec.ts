import { devices, type Page } from '@playwright/test'
import { expectNoFindings, widest } from './support/looks.ts'
import { receivedMessages, subscribeLocally } from './support/push.ts'
import { expect, test } from './support/test.ts'
import { deliverPush, shownNotifications, tapNotification, untilControlled } from './support/worker.ts'

test.use({ serviceWorkers: 'allow' })

const remindMe = (page: Page) => page.getByRole('link', { name: 'Remind me' }).first()
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Tell me when it opens' })
const CUP = { items: [{ name: 'Early cup', stock: 3 }] }

test.describe('on a phone that allows messages', () => {
  test.use({ permissions: ['notifications'] })

  test('who asked to be reminded is told when the sale opens, and one tap leads to it', async ({
    page,
    context,
    makeSale,
    sql,
  }) => {
    const sale = await makeSale({ ...CUP, opensInSeconds: 3600, closesInSeconds: 9000 })
    const { endpoint } = await subscribeLocally(page)
    await page.goto(`/sales/${sale.slug}`)
    await untilControlled(page)
    await remindMe(page).click()
    await sheet(page).getByRole('button', { name: 'Yes, tell me' }).click()
    await expect(sheet(page).getByText('Done. We tell you')).toBeVisible()
    await sheet(page).getByRole('button', { name: 'Close' }).click()
    await expect(page.getByRole('link', { name: 'Reminder set' })).toBeVisible()
    // From here on this device speaks German, and what it is sent does, too.
    await page.goto(`/de/sales/${sale.slug}`)
    const languageOf = async () =>
      (await sql`select language from push_subscriptions where endpoint = ${endpoint}`)[0]?.language
    await expect.poll(languageOf).toBe('de')
    await page.goto('/sign-in')

    await sql`update sales set opens_at = clock_timestamp() + interval '2 seconds' where id = ${sale.id}`
    const texts = await receivedMessages(endpoint, 1)
    for (const text of texts) await deliverPush(page, text)
    await expect.poll(() => shownNotifications(page)).toMatchObject([{ tag: `sale:${sale.id}` }])
    expect(await tapNotification(context)).toBe(new URL(`/sales/${sale.slug}`, page.url()).href)
  })

  test('who can be reached already is not asked again, and can stop it', async ({ page, makeSale }) => {
    const first = await makeSale({ ...CUP, opensInSeconds: 3600, closesInSeconds: 9000 })
    const second = await makeSale({ ...CUP, opensInSeconds: 7200, closesInSeconds: 9000 })
    await subscribeLocally(page)
    await page.goto(`/sales/${first.slug}`)
    await remindMe(page).click()
    await sheet(page).getByRole('button', { name: 'Yes, tell me' }).click()
    await expect(sheet(page).getByText('Done. We tell you')).toBeVisible()
    await expectNoFindings(page)
    await page.goto(`/sales/${second.slug}`)
    await remindMe(page).click()
    await expect(sheet(page).getByText('Done. We tell you')).toBeVisible()
    await sheet(page).getByRole('button', { name: 'Stop reminding me' }).click()
    await expect(sheet(page)).toHaveCount(0)
    await expect(remindMe(page)).toBeVisible()
    await page.reload()
    await expect(remindMe(page)).toBeVisible()
  })
})

test('the reminder is the one thing at the thumb, can be undone there, and makes way for the claim in the last minute', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({ ...CUP, opensInSeconds: 3600, closesInSeconds: 9000 })
  await page.goto(`/sales/${sale.slug}`)
  const bar = page.locator('[data-bottom-bar]')
  await expect(remindMe(page)).toHaveCount(1)
  await expect(bar.getByRole('link', { name: /^Remind me Opens in/ })).toBeInViewport({ ratio: 1 })
  await expect(bar.getByRole('button', { disabled: true })).toHaveCount(0)
  await expect.poll(async () => (await remindMe(page).boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(56)

  await page.evaluate(
    (one) => {
      localStorage.setItem('stampede.reminders', JSON.stringify({ [one.id]: { opensAt: one.opensAt } }))
    },
    { id: sale.id, opensAt: new Date(Date.now() + 3_600_000).toISOString() },
  )
  await page.reload()
  await expect(bar.getByRole('link', { name: /^Reminder set Opens in/ })).toBeVisible()
  await expectNoFindings(page)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await widest(page)).toEqual([])
  await bar.getByRole('button', { name: 'Undo' }).click()
  await expect(bar.getByRole('link', { name: /^Remind me/ })).toBeFocused()

  await sql`update sales set opens_at = clock_timestamp() + interval '50 seconds' where id = ${sale.id}`
  await expect(bar.getByRole('button', { name: /^Opens in/ })).toBeDisabled({ timeout: 20_000 })
  await expect(bar.getByRole('link')).toHaveCount(0)
})

test('a no in the browser is met with how to undo it, and a calendar file', async ({ page, makeSale }) => {
  const sale = await makeSale({ ...CUP, opensInSeconds: 3600, closesInSeconds: 9000 })
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' })
  })
  await page.goto(`/sales/${sale.slug}`)
  await remindMe(page).click()
  await expect(sheet(page).getByText('turned off in your browser')).toBeVisible()
  await expect(sheet(page).getByRole('link', { name: 'Calendar file instead' })).toHaveAttribute(
    'href',
    `/sales/${sale.slug}/calendar.ics`,
  )
  await expectNoFindings(page)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await widest(page)).toEqual([])
})

test('without an answer nothing is called set, and it can be tried again', async ({
  page,
  context,
  makeSale,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/)
  const sale = await makeSale({ ...CUP, opensInSeconds: 3600, closesInSeconds: 9000 })
  await page.goto(`/sales/${sale.slug}`)
  await untilControlled(page)
  await remindMe(page).click()
  await expect(sheet(page).getByRole('button', { name: 'Yes, tell me' })).toBeVisible()
  await sheet(page).getByRole('button', { name: 'Close' }).click()
  await context.setOffline(true)
  await remindMe(page).click()
  await expect(sheet(page).getByText('nothing is set yet')).toBeVisible()
  await context.setOffline(false)
  await sheet(page).getByRole('button', { name: 'Try again' }).click()
  await expect(sheet(page).getByRole('button', { name: 'Yes, tell me' })).toBeVisible()
})

test.describe('on an iPhone', () => {
  test.use({ userAgent: devices['iPhone 15'].userAgent })

  test('in Safari it takes the home screen first, and the way there is shown', async ({ page, makeSale }) => {
    const sale = await makeSale({ ...CUP, opensInSeconds: 3600, closesInSeconds: 9000 })
    // Safari on an iPhone has no push manager before the shop is on the home screen.
    await page.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'))
    await page.goto(`/sales/${sale.slug}`)
    await remindMe(page).click()
    await expect(sheet(page).getByText('Add to Home Screen')).toBeVisible()
    await expectNoFindings(page)
  })
})

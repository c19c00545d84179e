import {
  buyOne,
  hurryHelpMail,
  mailsFor,
  messages,
  signInAsMerchant,
  write,
  writeTo,
} from './support/help.ts'
import { ADA } from './support/shopper.ts'
import { expect, requireEnv, test } from './support/test.ts'

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket|Failed to fetch|net::/

test('a shopper asks on a phone, the merchant answers with a canned answer, the shopper sees it without a reload and by mail', async ({
  page,
  openPhone,
  makeSale,
  sql,
}) => {
  const orderId = await buyOne(page, makeSale)
  await page.getByRole('link', { name: 'Ask for help' }).click()
  await expect(page.getByRole('heading', { name: /^Ask / })).toBeVisible()
  await write(page, 'The handle came off.\nCan you send another one?')
  await expect(messages(page)).toHaveCount(1)
  await expect(messages(page).first()).toContainText('Sent')

  const desk = await openPhone()
  await signInAsMerchant(desk, '/dashboard/help')
  const [order] = await sql`select number from orders where id = ${orderId}`
  await desk.getByLabel('Order number, e-mail or name').fill(order?.number)
  await desk.getByRole('button', { name: 'Search' }).click()
  const row = desk.getByRole('listitem').filter({ hasText: order?.number })
  await expect(row).toContainText('Unanswered')
  await row.getByRole('link').click()
  await expect(messages(desk)).toContainText([/The handle came off/])
  await expect(desk.getByRole('complementary', { name: 'The order' })).toContainText('Cracked cup')
  await expect(desk.getByRole('link', { name: 'Refund' })).toHaveAttribute(
    'href',
    `/dashboard/orders/${orderId}#refund`,
  )
  // Somebody has read it, and the shopper sees that too.
  await expect(messages(page).first()).toContainText('Read')

  const title = `Another one ${orderId.slice(0, 8)}`
  await desk.getByRole('button', { name: 'Canned answers' }).click()
  await desk.getByRole('button', { name: 'Write a new one' }).click()
  await desk.getByRole('textbox', { name: 'Title' }).fill(title)
  await desk.getByLabel('Answer', { exact: true }).fill('Hello {name}, a new one for {number} leaves today.')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('button', { name: new RegExp(`^${title}`) }).click()
  const answer = `Hello ${ADA.name}, a new one for ${order?.number} leaves today.`
  await expect(writeTo(desk)).toHaveValue(answer)
  // The shopper has put the phone away, so there will be a mail.
  await page.goto('about:blank')
  await desk.keyboard.press('Control+Enter')
  await expect(messages(desk)).toContainText([/handle/, /leaves today/])
  await expect(desk.getByText('Answered', { exact: true })).toBeVisible()

  await hurryHelpMail(sql, orderId)
  await expect
    .poll(async () => (await mailsFor(page, ADA.email)).map(({ subject }) => subject), { timeout: 15_000 })
    .toContainEqual(expect.stringMatching(new RegExp(`answered about order ${order?.number}`)))
  const mail = (await mailsFor(page, ADA.email)).find(({ subject }) =>
    subject.includes(`answered about order ${order?.number}`),
  )
  expect(mail?.text).toContain(answer)
  const link = /https?:\S+\/help/.exec(mail?.text ?? '')?.[0] ?? ''
  await page.goto(new URL(link).pathname)
  await expect(messages(page)).toContainText([/handle/, /leaves today/])

  // And with the page open, without a reload.
  await write(desk, 'One more thing: keep the old one.')
  await expect(messages(page)).toContainText([/handle/, /leaves today/, /keep the old one/], {
    timeout: 5_000,
  })
  await desk.getByRole('button', { name: 'Close the thread' }).click()
  await expect(desk.getByText('Closed', { exact: true })).toBeVisible()
})

test('the merchant sees a question without a reload, in the thread and in the list', async ({
  page,
  openPhone,
  makeSale,
}) => {
  const orderId = await buyOne(page, makeSale)
  const desk = await openPhone()
  await signInAsMerchant(desk, `/dashboard/help/${orderId}`)
  await expect(desk.getByText('Nobody has written about this order yet.', { exact: false })).toBeVisible()
  await page.goto(`/orders/${orderId}/help`)
  await write(page, 'Where is it?')
  await expect(messages(desk)).toContainText([/Where is it\?/], { timeout: 5_000 })
  await desk.goto('/dashboard/help?q=ada')
  await write(page, 'And what is in it?')
  await expect(desk.getByText('And what is in it?').first()).toBeVisible({ timeout: 5_000 })
})

test('with no network a message is kept, survives a reload, and is sent once', async ({
  page,
  context,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  const orderId = await buyOne(page, makeSale)
  await page.goto(`/orders/${orderId}/help`)
  await writeTo(page).fill('Half a sen')
  await page.reload()
  await expect(writeTo(page)).toHaveValue('Half a sen')
  await context.setOffline(true)
  await write(page, 'From the tunnel')
  await expect(messages(page)).toContainText([/Kept on this device/])
  await context.setOffline(false)
  await page.reload()
  await expect(messages(page)).toHaveCount(1)
  await expect(messages(page).first()).toContainText(/Sent|Read/)
  expect(await sql`select body from help_messages where order_id = ${orderId}`).toEqual([
    { body: 'From the tunnel' },
  ])
})

test('an answer that got lost on the way back is asked for again, and there is one message', async ({
  page,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  const orderId = await buyOne(page, makeSale)
  await page.goto(`/orders/${orderId}/help`)
  const bodies: string[] = []
  await page.route(`**/orders/${orderId}/help`, async (route) => {
    const request = route.request()
    if (request.method() !== 'POST' || !request.postData()?.includes('Only once')) return route.continue()
    bodies.push(request.postData() ?? '')
    if (bodies.length > 1) return route.continue()
    await route.fetch()
    return route.abort('internetdisconnected')
  })
  // Read back it would be confirmed without a second try; so nothing is read back before that.
  await page.route(`**/api/orders/${orderId}/help`, (route) =>
    bodies.length > 1 ? route.continue() : route.abort('internetdisconnected'),
  )
  await write(page, 'Only once')
  await expect.poll(() => bodies.length, { timeout: 10_000 }).toBe(2)
  expect(bodies[1]).toBe(bodies[0])
  await expect(messages(page)).toHaveCount(1)
  await expect(messages(page).first()).toContainText(/Sent|Read/)
  expect(await sql`select 1 from help_messages where order_id = ${orderId}`).toHaveLength(1)
})

test('a stranger and somebody of another merchant see nothing of a thread', async ({
  page,
  openPhone,
  makeSale,
  sql,
  allowConsole,
}) => {
  allowConsole(/status of 404/)
  const orderId = await buyOne(page, makeSale)
  await page.goto(`/orders/${orderId}/help`)
  await write(page, 'Secret words')
  await expect(messages(page)).toHaveCount(1)

  const stranger = await openPhone()
  await buyOne(stranger, makeSale)
  expect((await stranger.goto(`/orders/${orderId}/help`))?.status()).toBe(404)
  expect((await stranger.request.get(`/api/orders/${orderId}/help`)).status()).toBe(404)
  await expect(stranger.getByText('Secret words')).toHaveCount(0)

  const other = await openPhone()
  const email = `${crypto.randomUUID()}@example.com`
  const signedUp = await other.request.post(`${requireEnv('E2E_API_URL')}/auth/v1/signup`, {
    headers: { apikey: requireEnv('E2E_PUBLISHABLE_KEY') },
    data: { email, password: 'a long enough password' },
  })
  expect(signedUp.ok()).toBe(true)
  const userId = ((await signedUp.json()) as { user: { id: string } }).user.id
  await sql`with other as (
      insert into merchants (slug, name, support_email, currency)
      values (${`other-${userId.slice(0, 8)}`}, 'Other merchant', 'help@other.test', 'EUR') returning id
    ) insert into merchant_members select id, ${userId}, 'owner' from other`
  await other.goto('/dashboard/help')
  await other.getByLabel('E-mail').fill(email)
  await other.getByLabel('Password').fill('a long enough password')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByText('Nobody has asked for anything yet', { exact: false })).toBeVisible()
  expect((await other.goto(`/dashboard/help/${orderId}`))?.status()).toBe(404)
  expect((await other.request.get(`/dashboard/help/${orderId}/thread`)).status()).toBe(404)
  expect(await (await other.request.get('/dashboard/help/unanswered')).json()).toEqual({ unanswered: 0 })
})

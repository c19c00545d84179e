import { keptRequestIds, makeSleepy } from './support/device.ts'
import { newSubscription, receivedMessages, subscribeLocally } from './support/push.ts'
import { claimButton, openSale } from './support/shopper.ts'
import { expect, test } from './support/test.ts'
import { changeSubscription, dispatchSync, untilControlled } from './support/worker.ts'

test.use({ serviceWorkers: 'allow', permissions: ['notifications'] })

test('a tap kept in the tunnel is sent by the worker when no page of the shop is left, and once however often it is called', async ({
  page,
  context,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/)
  const sale = await makeSale({ items: [{ name: 'Tunnel cup', stock: 3 }] })
  // The browser would call the worker when it likes. The test sees that it was asked, and calls it itself.
  await page.addInitScript(() => {
    const proto = Reflect.get(window, 'SyncManager')?.prototype
    if (proto) proto.register = async (tag: string) => localStorage.setItem('test.sync', tag)
  })
  const phone = await makeSleepy(page)
  await openSale(page, sale)
  await untilControlled(page)
  const { origin } = new URL(page.url())
  await context.setOffline(true)
  await claimButton(page).click()
  await expect(page.getByText('Your tap is kept')).toBeVisible()
  const [requestId] = await keptRequestIds(page)
  await phone.sleep()
  await expect.poll(() => page.evaluate(() => localStorage.getItem('test.sync'))).toBe('stampede.taps')
  await page.close()
  await context.setOffline(false)
  expect(await sql`select id from claims where sale_id = ${sale.id}`).toHaveLength(0)

  const elsewhere = await context.newPage()
  const claims = () => sql<{ request_id: string }[]>`select request_id from claims where sale_id = ${sale.id}`
  await dispatchSync(elsewhere, origin, 'some.other.tag')
  await dispatchSync(elsewhere, origin, 'stampede.taps')
  await expect.poll(async () => (await claims()).map((claim) => claim.request_id)).toEqual([requestId])
  await dispatchSync(elsewhere, origin, 'stampede.taps')
  expect(await claims()).toHaveLength(1)
})

test('when the push service gives the phone another address the shop is told by the worker, and reaches it there', async ({
  page,
  context,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({
    items: [{ name: 'Renewed cup', stock: 3 }],
    opensInSeconds: 3600,
    closesInSeconds: 9000,
  })
  const old = await subscribeLocally(page)
  await page.goto(`/sales/${sale.slug}`)
  await untilControlled(page)
  await page.getByRole('link', { name: 'Remind me' }).click()
  await page.getByRole('button', { name: 'Yes, tell me' }).click()
  await expect(page.getByText('Done. We tell you')).toBeVisible()
  const owners = (endpoint: string) =>
    sql<{ user_id: string }[]>`select user_id from push_subscriptions where endpoint = ${endpoint}`
  const [owner] = await owners(old.endpoint)
  expect(owner).toBeDefined()
  await page.goto('/sign-in')

  const renewed = await newSubscription(page)
  await changeSubscription(context, renewed)
  expect([...(await owners(renewed.endpoint))]).toEqual([owner])
  expect(await owners(old.endpoint)).toHaveLength(0)
  await sql`update sales set opens_at = clock_timestamp() + interval '2 seconds' where id = ${sale.id}`
  expect(await receivedMessages(renewed.endpoint, 1)).not.toEqual([])
})

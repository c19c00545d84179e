import { keptRequestIds, makeSleepy, sentRequestIds } from './support/device.ts'
import { claimButton, openSale, toBag } from './support/shopper.ts'
import { expect, test } from './support/test.ts'

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/
const KEPT = 'Your tap is kept and sent when you are back online. Others may be faster until then.'

test('in airplane mode the tap is kept on the device, and sent by itself when that ends', async ({
  page,
  context,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale({ items: [{ name: 'Flight cup', stock: 3 }] })
  await openSale(page, sale)
  const ids = sentRequestIds(page)
  await context.setOffline(true)
  await claimButton(page).click()
  await expect(page.getByText(KEPT)).toBeVisible()
  expect(await keptRequestIds(page)).toEqual([ids[0]])
  expect(await sql`select id from claims where sale_id = ${sale.id}`).toHaveLength(0)

  await context.setOffline(false)
  await expect(toBag(page)).toBeVisible()
  expect(new Set(ids).size).toBe(1)
  const claims = await sql`select request_id from claims where sale_id = ${sale.id}`
  expect(claims.map((claim) => claim.request_id)).toEqual([ids[0]])
  await expect.poll(() => keptRequestIds(page)).toEqual([])
})

for (const hadArrived of [false, true])
  test(`a tab killed between tap and answer loses nothing, ${hadArrived ? 'the tap having arrived' : 'the tap not having arrived'}`, async ({
    page,
    context,
    makeSale,
    sql,
  }) => {
    const sale = await makeSale({ items: [{ name: 'Killed cup', stock: 3 }] })
    await openSale(page, sale)
    const ids = sentRequestIds(page)
    let isSent: () => void = () => {}
    const sent = new Promise<void>((resolve) => {
      isSent = resolve
    })
    // The answer never comes to this tab.
    await page.route('**/api/claims', async (route) => {
      if (hadArrived) await route.fetch()
      isSent()
    })
    await claimButton(page).click()
    await sent
    await page.close()

    const again = await context.newPage()
    await again.goto(`/sales/${sale.slug}`)
    await expect(toBag(again)).toBeVisible()
    const claims = await sql`select request_id, quantity from claims where sale_id = ${sale.id}`
    expect(claims.map((claim) => ({ ...claim }))).toEqual([{ request_id: ids[0], quantity: 1 }])
    await expect.poll(() => keptRequestIds(again)).toEqual([])
  })

test('a second tab shows the tap while it is on its way, does not send it, and shows what became of it', async ({
  page,
  context,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({ items: [{ name: 'Two tabs cup', stock: 3 }] })
  const second = await context.newPage()
  await openSale(page, sale)
  await openSale(second, sale)
  const ids = sentRequestIds(second)
  let letThrough: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/api/claims', async (route) => {
    await held
    await route.continue()
  })
  await claimButton(page).click()
  await expect(second.getByRole('button', { name: 'Claiming…' })).toBeVisible()
  letThrough()
  await expect(toBag(page)).toBeVisible()
  await expect(toBag(second)).toBeVisible()
  expect(ids).toEqual([])
  expect(await sql`select id from claims where sale_id = ${sale.id}`).toHaveLength(1)
})

test('a kept tap on a sale that is over by then is answered truthfully and forgotten', async ({
  page,
  context,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  allowConsole(/status of 410/)
  const sale = await makeSale({ items: [{ name: 'Late cup', stock: 3 }] })
  await openSale(page, sale)
  await context.setOffline(true)
  await claimButton(page).click()
  await expect(page.getByText(KEPT)).toBeVisible()
  await sql`update sales set status = 'closed' where id = ${sale.id}`
  await context.setOffline(false)
  await expect(page.getByText('The sale has ended. Nothing was claimed.')).toBeVisible()
  await expect.poll(() => keptRequestIds(page)).toEqual([])
  expect(await sql`select id from claims where sale_id = ${sale.id}`).toHaveLength(0)
})

test('a phone that slept asks nothing meanwhile, counts right when it wakes, and turns at zero', async ({
  page,
  makeSale,
  allowConsole,
  sql,
}) => {
  allowConsole(NO_NETWORK)
  const sale = await makeSale({ opensInSeconds: 20, items: [{ name: 'Sleepy cup', stock: 3 }] })
  const phone = await makeSleepy(page)
  await openSale(page, sale)
  await expect(page.getByRole('button', { name: /^Opens in/ })).toBeVisible()
  let reads = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/snapshot')) reads += 1
  })
  await phone.sleep()
  const readsBefore = reads
  await sql`select pg_sleep(6)`
  expect(reads - readsBefore, 'nothing is asked while nobody looks').toBe(0)

  // Without the server's word the phone has only its own clock to know how long it slept.
  await page.route('**/api/time', (route) => route.abort())
  await phone.wakeUp()
  await expect.poll(() => reads).toBeGreaterThan(readsBefore)
  const shown = async () => {
    const text = await page.getByRole('button', { name: /^Opens in/ }).textContent()
    return Number(/0:(\d\d)/.exec(text ?? '')?.[1])
  }
  const left = async () => {
    const [row] = await sql<{ left: number }[]>`
      select extract(epoch from opens_at - clock_timestamp())::float8 as left from sales where id = ${sale.id}`
    return row?.left ?? Number.NaN
  }
  // Rounded up; a second later it may show one less. Unaware of the sleep it would show six more.
  await expect.poll(async () => Math.abs((await left()) - (await shown()))).toBeLessThan(2)
  await expect(claimButton(page)).toBeEnabled({ timeout: 20_000 })
  expect(await left()).toBeLessThanOrEqual(0.1)
})

test('a nervous double tap is one claim of one, wherever the finger lands', async ({
  page,
  makeSale,
  sql,
}) => {
  const sale = await makeSale({ items: [{ name: 'Nervous cup', stock: 9, limitPerShopper: 3 }] })
  await openSale(page, sale)
  const box = await claimButton(page).boundingBox()
  if (!box) throw new Error('There is no button to tap.')
  // At the end, where "+1" comes to be; the answer is there before the second tap.
  const [x, y] = [box.x + box.width - 12, box.y + box.height / 2]
  await page.touchscreen.tap(x, y)
  await expect(toBag(page)).toBeVisible()
  await page.touchscreen.tap(x, y)
  await page.waitForLoadState('networkidle')
  await expect(page).toHaveURL(new RegExp(`/sales/${sale.slug}$`))
  const claims = await sql`select quantity from claims where sale_id = ${sale.id}`
  expect(claims.map((claim) => claim.quantity)).toEqual([1])
})

for (const reducedMotion of ['reduce', 'no-preference'] as const)
  test(`a claim ${reducedMotion === 'reduce' ? 'moves nothing for who wants no motion' : 'flies to the bag'}`, async ({
    page,
    makeSale,
  }) => {
    const sale = await makeSale({ items: [{ name: 'Calm cup', stock: 3 }] })
    await page.emulateMedia({ reducedMotion })
    await page.addInitScript(() => {
      const { animate } = Element.prototype
      Object.assign(window, { flights: 0 })
      Element.prototype.animate = function (...args) {
        Object.assign(window, { flights: Reflect.get(window, 'flights') + 1 })
        return animate.apply(this, args)
      }
    })
    await openSale(page, sale)
    await claimButton(page).click()
    await expect(toBag(page)).toBeVisible()
    const flights = () => page.evaluate(() => Reflect.get(window, 'flights'))
    if (reducedMotion === 'reduce') expect(await flights()).toBe(0)
    else await expect.poll(flights).toBeGreaterThan(0)
  })

test('a sale of one item is claimed from its card on the home page in one tap, with no pass before it', async ({
  page,
  makeSale,
  allowConsole,
  sql,
}) => {
  // Nobody is anybody on the home page: the first try is what gets a pass, where the finger was quicker than that.
  allowConsole(/status of 401/)
  // Opened long ago, so that it is among the first however many others there are.
  const sale = await makeSale({
    opensInSeconds: -86_400,
    items: [{ name: 'Card cup', stock: 3, limitPerShopper: 1 }],
  })
  await page.goto(`/?q=${encodeURIComponent(sale.title)}`)
  const card = page.getByRole('article').filter({ hasText: sale.title })
  const ids = sentRequestIds(page)
  await card.getByRole('button', { name: 'Claim 1 for €80' }).click()
  await expect(card.getByRole('link', { name: /^Yours for/ })).toBeVisible()
  await expect(page).toHaveURL(/\/\?q=/)
  expect(new Set(ids).size).toBe(1)
  expect(await sql`select id from claims where sale_id = ${sale.id}`).toHaveLength(1)
  await card.getByRole('link', { name: /^Yours for/ }).click()
  await expect(page.getByRole('heading', { name: 'Card cup' })).toBeVisible()
})

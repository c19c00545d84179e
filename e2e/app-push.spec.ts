import { expect, test } from './support/test.ts'
import {
  deliverPush,
  shownNotifications,
  tapNotification,
  untilControlled,
  workerComplaints,
} from './support/worker.ts'

test.use({ serviceWorkers: 'allow', permissions: ['notifications'] })

/** A message as the shop sends it. */
function message(
  origin: string,
  change: { id?: string; tag?: string; navigate?: string; title?: string } = {},
) {
  return {
    web_push: 8030,
    notification: {
      title: change.title ?? 'First Light is open',
      body: 'Twelve lanterns.',
      lang: 'de',
      dir: 'ltr',
      tag: change.tag ?? 'sale:1',
      navigate: change.navigate ?? `${origin}/?q=lantern`,
      data: { kind: 'sale_open', id: change.id ?? '1' },
    },
  }
}

test('a push is shown as it was sent, one per subject, and leads to its page', async ({ page, context }) => {
  await page.goto('/')
  await untilControlled(page)
  const { origin } = new URL(page.url())
  const complaints = await workerComplaints(page)
  await deliverPush(page, message(origin, { id: '1', title: 'Opens in five minutes' }))
  await deliverPush(page, message(origin, { id: '2' }))
  await expect
    .poll(() => shownNotifications(page))
    .toEqual([
      { title: 'First Light is open', body: 'Twelve lanterns.', tag: 'sale:1', lang: 'de', dir: 'ltr' },
    ])
  expect(complaints, 'its icon and badge may be loaded').toEqual([])
  // The home page is open already: it comes to the front instead of a second window.
  await page.goto('/sign-in')
  expect(await tapNotification(context)).toBe(`${origin}/?q=lantern`)
  expect(await shownNotifications(page)).toEqual([])
})

test('a push never leads to another site, and one that cannot be read is shown all the same', async ({
  page,
  context,
}) => {
  await page.goto('/')
  await untilControlled(page)
  const { origin } = new URL(page.url())
  await deliverPush(page, message(origin, { navigate: 'https://elsewhere.example/sales/x', tag: 'a' }))
  await expect.poll(() => shownNotifications(page)).toHaveLength(1)
  await page.goto('/sign-in')
  expect(await tapNotification(context)).toBe(`${origin}/`)
  await untilControlled(page)
  await deliverPush(page, '{"broken')
  await expect.poll(() => shownNotifications(page)).toMatchObject([{ title: 'Stampede' }])
})

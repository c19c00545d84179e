import { expect, type Page } from '@playwright/test'
import {
  ageSecondFactor,
  openDesk,
  paidOrder,
  requireGuarded,
  requireMember,
  typeCode,
} from './support/desk.ts'
import { mailsFor } from './support/help.ts'
import { expectNoFindings } from './support/looks.ts'
import { test } from './support/test.ts'

const shoot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
const audit = async (page: Page) => {
  await expectNoFindings(page)
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(width).toBeLessThanOrEqual(0)
}

test('a refund leads to setting up a second factor, keeps what was typed, and is sent then', async ({
  page,
  sql,
  makeSale,
}, { project }) => {
  const sale = await makeSale({ items: [{ name: 'Guarded cup', stock: 5 }] })
  const order = await paidOrder(sql, sale)
  const account = await requireMember(page, sql, 'manager')
  await openDesk(page, `/dashboard/orders/${order.id}`, account)
  await page.getByRole('button', { name: 'Refund', exact: true }).click()
  await page.getByLabel(/^Amount of/).fill('1')
  await page.getByLabel('Reason').fill('A scratch.')
  await page.getByRole('button', { name: 'Send the money back' }).click()
  await expect(page.getByText('guarded by a second factor')).toBeVisible()
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '')
  await shoot(page, `set-up-${project.name}`)
  await audit(page)
  await page.getByLabel('Six digits from your app').fill('000000')
  await page.getByRole('button', { name: 'Switch it on' }).click()
  await expect(page.getByText('not the code of now')).toBeVisible()
  expect(await sql`select 1 from refunds where order_id = ${order.id}`).toHaveLength(0)
  await typeCode(page, secret, 'Switch it on')
  await expect(page.getByText('Keep these where your phone is not.')).toBeVisible()
  const codes = await page.getByRole('dialog').getByRole('listitem').allInnerTexts()
  expect(codes.filter((code) => /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/.test(code))).toHaveLength(10)
  await shoot(page, `codes-${project.name}`)
  await audit(page)
  await page.getByRole('button', { name: 'I have kept them: go on' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect
    .poll(
      async () =>
        (await sql`select amount_cents::int as cents, reason from refunds where order_id = ${order.id}`)[0],
    )
    .toEqual({ cents: 100, reason: 'A scratch.' })

  // Signing in again asks for the code, and no page is to be had before.
  await page.context().clearCookies()
  await page.goto('/sign-in?next=/dashboard/security')
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Your code' })).toBeVisible()
  await shoot(page, `code-${project.name}`)
  await audit(page)
  await page.goto('/dashboard/orders')
  await expect(page.getByRole('heading', { name: 'Your code' })).toBeVisible()

  // The phone is lost: one of the codes takes the app away.
  await page.getByRole('link', { name: 'use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill('0000-0000-0000-0000')
  await page.getByRole('button', { name: 'Take the lost app away' }).click()
  await expect(page.getByText('none of your recovery codes')).toBeVisible()
  await shoot(page, `recovery-${project.name}`)
  await audit(page)
  await page.getByLabel('Recovery code').fill((codes[3] ?? '').toUpperCase())
  await page.getByRole('button', { name: 'Take the lost app away' }).click()
  await expect(page.getByText('The lost app is taken away')).toBeVisible()
  await expect(page.getByLabel('Six digits from your app')).toBeVisible()
})

test('a code typed this morning sends no money back: it is asked for again, and what was typed stays', async ({
  page,
  sql,
  makeSale,
}) => {
  // On a desk, where a browser stays open.
  await page.setViewportSize({ width: 1280, height: 800 })
  const sale = await makeSale({ items: [{ name: 'Guarded bowl', stock: 5 }] })
  const order = await paidOrder(sql, sale)
  const account = await requireGuarded(page, sql, 'manager')
  await openDesk(page, '/dashboard/orders', account)
  await ageSecondFactor(page, sql, account)
  await page.goto(`/dashboard/orders/${order.id}`)
  await page.getByRole('button', { name: 'Refund', exact: true }).click()
  await page.getByLabel(/^Amount of/).fill('1')
  await page.getByLabel('Reason').fill('A scratch.')
  await page.getByRole('button', { name: 'Send the money back' }).click()
  await expect(page.getByText('Type the code that your authenticator app shows now.')).toBeVisible()
  expect(await sql`select 1 from refunds where order_id = ${order.id}`).toHaveLength(0)
  await audit(page)
  await typeCode(page, account.secret ?? '', 'Send the money back')
  await expect
    .poll(async () => (await sql`select reason from refunds where order_id = ${order.id}`)[0]?.reason)
    .toBe('A scratch.')
})

test('who has an app may make new recovery codes and remove it', async ({ page, sql }, { project }) => {
  const account = await requireGuarded(page, sql, 'owner')
  await openDesk(page, '/dashboard/security', account)
  await expect(page.getByText('You have no recovery codes')).toBeVisible()
  const keep = page.getByRole('button', { name: 'I have kept them: go on' })
  // A tap before the page's script is there does nothing.
  await expect(async () => {
    await page.getByRole('button', { name: 'New recovery codes' }).click({ timeout: 1000 })
    await expect(keep).toBeVisible({ timeout: 3000 })
  }).toPass()
  await keep.click()
  await expect(page.getByText('10 recovery codes are left')).toBeVisible()
  await shoot(page, `security-${project.name}`)
  await audit(page)
  await page.getByRole('button', { name: 'Remove the app' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByText('Setting it up takes a minute')).toBeVisible()
  await expect
    .poll(async () => (await mailsFor(page, account.email)).map(({ subject }) => subject).toSorted())
    .toEqual([
      'An authenticator app was set up for your account',
      'The authenticator app of your account was removed',
    ])
})

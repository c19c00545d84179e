import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { newEmail, readMail } from './support/code.ts'
import { openDesk, paidOrder, requireGuarded, requireMember, typeCode } from './support/desk.ts'
import { mailsFor } from './support/help.ts'
import { expectNoFindings } from './support/looks.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import { test } from './support/test.ts'

const look = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  await expectNoFindings(page)
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(width).toBeLessThanOrEqual(0)
}

async function linkFor(page: Page, email: string): Promise<string> {
  await expect.poll(async () => (await mailsFor(page, email)).length, { timeout: 20_000 }).toBeGreaterThan(0)
  const mail = (await mailsFor(page, email))[0]
  return /href="([^"]+\/dashboard\/join\/[^"]+)"/.exec(mail?.html ?? '')?.[1] ?? ''
}

test('somebody is invited by mail, joins with a code and a password, and gets another role', async ({
  page,
  sql,
  openPhone,
}, { project }) => {
  test.setTimeout(120_000)
  const shop = await makeMerchant(sql, 'Quay Press')
  const owner = await memberOf(page, sql, [shop], null)
  await openDesk(page, '/dashboard/team', owner)
  await look(page, `team-${project.name}`)
  const email = newEmail()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Role', { exact: true }).selectOption('Packer')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  const secret = (await page.getByRole('dialog').locator('code').innerText()).replaceAll(' ', '')
  await typeCode(page, secret, 'Switch it on')
  await page.getByRole('button', { name: 'I have kept them: go on' }).click()
  await expect(page.getByText(`on its way to ${email}`)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Invited' })).toContainText(email)

  const guest = await openPhone()
  const link = await linkFor(page, email)
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'Join Quay Press' })).toBeVisible()
  await look(guest, `join-${project.name}`)
  await readMail(guest, email)
  await guest.getByRole('button', { name: 'Mail me a code' }).click()
  await expect(guest.getByLabel('Code')).toBeVisible()
  await guest.getByLabel('Code').fill((await readMail(guest, email)).code)
  await guest.getByLabel('Choose a password').fill('a long enough password')
  await guest.getByRole('button', { name: 'Join the team' }).click()
  await expect(guest).toHaveURL(/\/dashboard$/)
  await guest.goto('/dashboard/log')
  await expect(guest.getByRole('heading', { name: 'Not with your role' })).toBeVisible()
  await guest.goto('/dashboard/money')
  await expect(guest.getByRole('heading', { name: 'Not with your role' })).toBeVisible()
  await guest.goto(link)
  await expect(guest.getByText('was used already')).toBeVisible()

  await page.reload()
  await page.getByLabel(`Role of ${email}`).selectOption('Manager')
  await expect
    .poll(
      async () =>
        (
          await sql`select m.role from merchant_members m join auth.users u on u.id = m.user_id where u.email = ${email}`
        )[0]?.role,
    )
    .toBe('manager')
  await guest.goto('/dashboard/log')
  const log = guest.getByRole('table', { name: 'Entries' })
  await expect(log.getByRole('row').filter({ hasText: 'Changed a role' })).toContainText(owner.email)
  await look(guest, `log-${project.name}`)
  const folded = guest.getByText('Filters and order')
  if (await folded.isVisible()) await folded.click()
  await guest.getByRole('combobox', { name: /^What/ }).selectOption('Invited somebody')
  await guest.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(log.getByRole('row')).toHaveCount(2)

  // The last owner stays; whoever is removed sees nothing from then on.
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page.getByText('keeps at least one owner')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByLabel(`Role of ${email}`)).toHaveCount(0)
  await guest.goto('/dashboard/team')
  await expect(guest).toHaveURL(/no-merchant/)
})

test('an invitation for somebody else is refused to who is signed in, and a made-up link to everybody', async ({
  page,
  sql,
}) => {
  const shop = await makeMerchant(sql, 'Quay Press')
  const token = randomUUID()
  await sql`
    insert into invitations (merchant_id, email, role, token_digest, expires_at)
    values (${shop.id}, ${newEmail()}, 'owner', invitation_digest(${token}), now() + interval '1 day')`
  await openDesk(page, '/dashboard', await requireMember(page, sql, 'packer'))
  await page.goto(`/dashboard/join/${token}`)
  await expect(page.getByText('for another address')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Join the team' })).toHaveCount(0)
  await page.goto('/dashboard/join/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('leads to no invitation')).toBeVisible()
})

test('a packer sees the team and the rules, changes nothing, and their session refunds nothing', async ({
  page,
  sql,
  makeSale,
}, { project }) => {
  const sale = await makeSale({ items: [{ name: 'Counted cup', stock: 5 }] })
  const order = await paidOrder(sql, sale)
  await openDesk(page, '/dashboard/team', await requireGuarded(page, sql, 'packer'))
  await expect(page.getByRole('region', { name: 'What each role may do' })).toContainText('Send money back')
  await expect(page.getByRole('button', { name: 'Send the invitation' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Remove', exact: true })).toHaveCount(0)
  await look(page, `team-packer-${project.name}`)
  for (const size of [page.viewportSize(), { width: 1280, height: 800 }]) {
    if (size) await page.setViewportSize(size)
    await page.goto(`/dashboard/orders/${order.id}`)
    await expect(page.getByRole('button', { name: 'Ship 1 unit' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Refund', exact: true })).toHaveCount(0)
  }
  const answer = await page.request.get('/dashboard/log/export')
  expect(answer.status()).toBe(403)
})

test('a stranger is led out of team, log and security, and the files are refused', async ({ page, sql }) => {
  expect((await page.request.get('/dashboard/log/export')).status()).toBe(401)
  await openDesk(page, '/dashboard/team', await requireMember(page, sql, null))
  for (const path of ['/dashboard/team', '/dashboard/log', '/dashboard/security']) {
    await page.goto(path)
    await expect(page).toHaveURL(/no-merchant/)
  }
  expect((await page.request.get('/dashboard/log/export')).status()).toBe(401)
})

import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { createClient } from '@supabase/supabase-js'
import { generateSync } from 'otplib'
import type { Sql } from 'postgres'
import Stripe from 'stripe'
import { MERCHANT_COOKIE } from '../../lib/sessions/cookie-settings.ts'
import { configFor } from '../../local/config.ts'
import { readOrCreateKeys } from '../../local/keys.ts'
import { getRunning } from '../../local/running.ts'
import type { TestSale } from './sale.ts'
import { ADA, claimOne, expectPaid, pay, toBag } from './shopper.ts'
import { requireEnv } from './test.ts'

/** `secret`: of the authenticator app, where one is set up. */
export type Account = { email: string; password: string; secret?: string }
export type DeskOrder = { id: string; number: string; refundAtStripe: () => Promise<void> }

/** Opens a page of the dashboard as somebody of the demo merchant, its owner unless told otherwise. */
export async function openDesk(page: Page, path: string, account?: Account): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail').fill(account?.email ?? requireEnv('E2E_MERCHANT_EMAIL'))
  await page.getByLabel('Password').fill(account?.password ?? requireEnv('E2E_MERCHANT_PASSWORD'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  if (account?.secret) await typeCode(page, account.secret, 'Sign in')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).not.toHaveURL(/\/sign-in/)
}

/** Types the code that an authenticator app with this secret shows now, and presses the button. */
export async function typeCode(page: Page, secret: string, button: string): Promise<void> {
  await page.getByLabel('Six digits from your app').fill(generateSync({ secret }))
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** Somebody new of the demo merchant with an authenticator app, as refunds ask for. */
export async function requireGuarded(page: Page, sql: Sql, role: string): Promise<Account> {
  const account = await requireMember(page, sql, role)
  const auth = createClient(requireEnv('E2E_API_URL'), requireEnv('E2E_PUBLISHABLE_KEY'), {
    auth: { persistSession: false, autoRefreshToken: false },
  }).auth
  await auth.signInWithPassword(account)
  const { data } = await auth.mfa.enroll({ factorType: 'totp' })
  if (data?.type !== 'totp') throw new Error('The app was not set up.')
  const { secret } = data.totp
  const { error } = await auth.mfa.challengeAndVerify({ factorId: data.id, code: generateSync({ secret }) })
  if (error) throw new Error(error.message)
  return { ...account, secret }
}

/**
 * Makes the second factor of a signed-in person one that was shown twenty minutes ago: their session is older at the sign-in service, and the
 * page renews its token at the next request, as it does by itself within an hour.
 */
export async function ageSecondFactor(page: Page, sql: Sql, { email }: Account): Promise<void> {
  await sql`
    update auth.mfa_amr_claims a set updated_at = now() - interval '20 minutes'
    from auth.sessions s join auth.users u on u.id = s.user_id
    where a.session_id = s.id and u.email = ${email} and a.authentication_method = 'totp'`
  const jar = (await page.context().cookies()).filter(({ name }) => name.startsWith(MERCHANT_COOKIE))
  const [cookie] = jar
  if (!cookie) throw new Error('Nobody is signed in to the dashboard.')
  const text = jar
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ value }) => value)
    .join('')
  const session = JSON.parse(Buffer.from(text.replace(/^base64-/, ''), 'base64url').toString('utf8'))
  const value = `base64-${Buffer.from(JSON.stringify({ ...session, expires_at: 1 })).toString('base64url')}`
  const pieces = value.match(/.{1,3000}/g) ?? []
  for (const { name } of jar) await page.context().clearCookies({ name })
  await page.context().addCookies(
    pieces.map((piece, at) => ({
      ...cookie,
      name: pieces.length === 1 ? MERCHANT_COOKIE : `${MERCHANT_COOKIE}.${at}`,
      value: piece,
    })),
  )
}

/** Somebody new who works for the demo merchant; for nobody when there is no role. */
export async function requireMember(page: Page, sql: Sql, role: string | null): Promise<Account> {
  const account = { email: `${randomUUID()}@example.com`, password: 'a long enough password' }
  const answer = await page.request.post(`${requireEnv('E2E_API_URL')}/auth/v1/signup`, {
    headers: { apikey: requireEnv('E2E_PUBLISHABLE_KEY') },
    data: account,
  })
  const { user } = await answer.json()
  if (role === null) return account
  await sql`
    insert into merchant_members (merchant_id, user_id, role)
    select id, ${user.id}, ${role} from merchants where slug = 'tidewater'`
  return account
}

/**
 * A paid order of the sale's first item: paid on a phone, so that the sandbox knows of it and the phone may look at it; of several units,
 * the payment is confirmed at the sandbox without a page.
 */
export async function paidOrder(
  sql: Sql,
  sale: TestSale,
  { quantity = 1, phone }: { quantity?: number; phone?: Page } = {},
): Promise<DeskOrder> {
  const id = phone ? await payOnPhone(phone, sale) : await payAtSandbox(sql, sale, quantity)
  const [order] = await sql`select number, payment_intent_id from orders where id = ${id}`
  return {
    id,
    number: order?.number,
    async refundAtStripe() {
      await sandbox().refunds.create({ payment_intent: order?.payment_intent_id })
    },
  }
}

async function payOnPhone(phone: Page, sale: TestSale): Promise<string> {
  await claimOne(phone, sale)
  await toBag(phone).click()
  await pay(phone)
  await expectPaid(phone)
  return new URL(phone.url()).pathname.split('/').at(-1) ?? ''
}

async function payAtSandbox(sql: Sql, sale: TestSale, quantity: number): Promise<string> {
  const [shopper, item] = [randomUUID(), sale.items[0]?.id ?? '']
  await sql`
    select claim_stock(array[${randomUUID()}]::uuid[], array[${shopper}]::uuid[], array[${item}]::uuid[], array[${quantity}]::int[])`
  const { email, name, ...address } = ADA
  const [order] = await sql`
    select order_id, attempt, total_cents::int as cents
    from open_order(${shopper}, ${sale.id}, ${randomUUID()}, ${email}, ${name}, ${sql.json(address)})`
  const stripe = sandbox()
  const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' })
  const intent = await stripe.paymentIntents.create({
    amount: order?.cents,
    currency: 'eur',
    metadata: { order_id: order?.order_id, attempt: order?.attempt },
  })
  await sql`select attach_intent(${order?.order_id}, ${order?.attempt}, ${intent.id})`
  await stripe.paymentIntents.confirm(intent.id, {
    confirmation_token: token.id,
    return_url: 'http://127.0.0.1/orders',
  })
  await expect
    .poll(async () => (await sql`select status from orders where id = ${order?.order_id}`)[0]?.status, {
      timeout: 15_000,
    })
    .toBe('paid')
  return order?.order_id
}

/** The sandbox of the shop under test, by Stripe's own client. */
function sandbox() {
  const stateDir = requireEnv('E2E_STATE_DIR')
  const running = getRunning(stateDir)
  if (!running) throw new Error('The shop under test does not run.')
  const { keys, urls } = configFor(stateDir, running.ports, readOrCreateKeys(stateDir))
  const { hostname, port } = new URL(urls.local)
  return new Stripe(keys.stripeSecretKey, { host: hostname, port, protocol: 'http', telemetry: false })
}

import { address, claimOne, openOrder, settle, sql, type TestSale, uuid } from './fixtures.ts'

/** Who may do what around accounts: see permissions.test.ts for the letters. */
export const aroundAccounts = {
  tables: {
    accounts: ['', 's', 'S', 's', 'SIUD'],
    code_tries: ['', '', '', '', 'SIUD'],
    order_erasures: ['', '', '', '', 'SIUD'],
    shopper_addresses: ['', 's', 'S', 's', 'SIUD'],
  },
  definers: [
    'adopt_guest',
    'adopt_orders',
    'erase_person',
    'erased_ids',
    'export_person',
    'prove_email',
    'remove_address',
    'save_address',
  ],
} as const

/** The shopper of the matrix has an account, so that there are rows to be seen or not. */
export async function recordAccount(shopper: string, orderId: string): Promise<void> {
  const email = `${shopper}@shopper.test`
  await sql`insert into auth.users (id, is_anonymous, email) values (${shopper}, false, ${email})
    on conflict (id) do update set is_anonymous = false, email = excluded.email`
  await proveEmail(shopper, email)
  await saveAddress(shopper)
  await sql`select take_code_send('key-of-the-email', 'key-of-the-address')`
  await sql`insert into order_erasures (order_id) values (${orderId})`
}

export const ADDRESS = {
  name: 'Ada',
  line1: 'Kai 1',
  line2: '',
  postalCode: '20457',
  city: 'Hamburg',
  country: 'DE',
}

export const saveAddress = async (
  shopper: string,
  id: string | null = uuid(),
  fields: Partial<typeof ADDRESS> = {},
  isDefault = false,
): Promise<string> =>
  (
    await sql`select save_address(${shopper}, ${id}, ${sql.json({ ...ADDRESS, ...fields })}, ${isDefault}) as outcome`
  )[0]?.outcome

export async function makeGuest(): Promise<string> {
  const id = uuid()
  await sql`insert into auth.users (id, is_anonymous) values (${id}, true)`
  return id
}

/** An account as Auth makes one; its address is proved unless told otherwise. */
export async function makeAccount({ email = `${uuid()}@shopper.test`, isProved = true } = {}) {
  const id = uuid()
  await sql`insert into auth.users (id, is_anonymous, email, email_confirmed_at) values (${id}, false, ${email}, now())`
  if (isProved) await proveEmail(id, email)
  return { id, email }
}

export const proveEmail = async (id: string, email: string, session: string | null = null): Promise<string> =>
  (await sql`select prove_email(${id}, ${email}, ${session}) as outcome`)[0]?.outcome
export const linkShoppers = async (guest: string, account: string): Promise<string> =>
  (await sql`select link_shoppers(${guest}, ${account}) as outcome`)[0]?.outcome
export const adoptGuest = async (guest: string, account: string): Promise<string> =>
  (await sql`select adopt_guest(${guest}, ${account}) as outcome`)[0]?.outcome
export const adoptOrders = async (account: string): Promise<number> =>
  (await sql`select adopt_orders(${account}) as count`)[0]?.count

/** Signs a guest in to an account, as the shop does. */
export async function signIn(guest: string, account: string): Promise<string> {
  await linkShoppers(guest, account)
  return adoptGuest(guest, account)
}

/** An order of the shopper that is being paid, with an intent. */
export async function startPaying(shopper: string, sale: TestSale, quantity = 1, request = uuid()) {
  const claim = await claimOne({ shopper, item: sale.itemId, quantity })
  const order = await openOrder(shopper, sale.saleId, request)
  const intent = `pi_${uuid()}`
  await sql`select attach_intent(${order.order_id}, ${order.attempt}, ${intent})`
  return {
    claim,
    orderId: order.order_id,
    attempt: order.attempt,
    intent,
    request,
    total: Number(order.total_cents),
  }
}

/** A paid order with these words about the person in it. */
export async function buy(
  shopper: string,
  sale: TestSale,
  person: { email?: string; name?: string; line1?: string } = {},
) {
  const claim = await claimOne({ shopper, item: sale.itemId })
  const at = { ...address, line1: person.line1 ?? address.line1 }
  const [order] = await sql`select * from open_order(${shopper}, ${sale.saleId}, ${uuid()},
    ${person.email ?? 'ada@shopper.test'}, ${person.name ?? 'Ada'}, ${sql.json(at)})`
  const intent = `pi_${uuid()}`
  await sql`select attach_intent(${order?.order_id}, ${order?.attempt}, ${intent})`
  await settle(intent, Number(order?.total_cents))
  return { orderId: order?.order_id as string, claimId: claim.claim_id ?? '' }
}

export const ownerOf = async (table: 'claims' | 'orders' | 'waits', id: string | null): Promise<string> =>
  (await sql`select shopper_id from ${sql(table)} where id = ${id}`)[0]?.shopper_id

import { randomUUID } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually, orderIdOf, type PaymentBench, startPaymentBench } from '../functions/testing.ts'
import { PushBench } from './testing.ts'

let pay: PaymentBench
let push: PushBench
beforeAll(async () => {
  pay = await startPaymentBench()
  push = new PushBench(pay.cloud.config, pay.sql)
})
afterEach(async () => expect(await pay.findGaps()).toEqual([]))
afterAll(() => pay.stop())

type Person = { client: SupabaseClient; id: string }

async function signIn(
  start: (client: SupabaseClient) => ReturnType<SupabaseClient['auth']['signInAnonymously']>,
): Promise<Person> {
  const { urls, keys } = pay.cloud.config
  const client = createClient(urls.api, keys.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  })
  const { data, error } = await start(client)
  if (error || !data.user) throw error ?? new Error('Nobody signed in.')
  return { client, id: data.user.id }
}

const guest = () => signIn((client) => client.auth.signInAnonymously())
const account = () =>
  signIn((client) => client.auth.signUp({ email: `${randomUUID()}@kiln.test`, password: 'correct horse' }))

async function write(
  { client }: Person,
  name: 'ask_for_help' | 'answer_help',
  orderId: string,
  body: string,
) {
  const { error } = await client.rpc(name, { p_order_id: orderId, p_body: body, p_request_id: randomUUID() })
  expect(error).toBeNull()
}

test('a paid order, a question and its answer: each on the phone of the one it is for, leading to the right page', async () => {
  const [shopper, member, sale] = [await guest(), await account(), await pay.makeSale()]
  await pay.sql`insert into merchant_members select merchant_id, ${member.id}, 'packer' from sales where id = ${sale.saleId}`
  const phone = await push.subscribe(shopper.id, ['order_update', 'help'], { language: 'de' })
  const desk = await push.subscribe(member.id, ['help'], { side: 'member' })
  await pay.claim(shopper.id, sale)
  const orderId = orderIdOf(await pay.pay(shopper.id, sale, 'pm_card_visa'))
  const [order] = await pay.sql`select number from orders where id = ${orderId}`
  await eventually(async () =>
    expect(await push.titles(phone)).toEqual([`Bezahlt: Bestellung ${order?.number}`]),
  )
  const shop = pay.cloud.config.urls.shop
  expect((await push.got(phone))[0]?.payload.notification.navigate).toBe(`${shop}/orders/${orderId}`)
  expect(await push.got(desk)).toEqual([])

  await write(shopper, 'ask_for_help', orderId, 'Where is it?')
  await eventually(async () =>
    expect(await push.titles(desk)).toEqual([`Order ${order?.number}: Ada Lovelace asks for help`]),
  )
  const [question] = await push.got(desk)
  expect(question?.payload.notification).toMatchObject({
    body: 'Where is it?',
    navigate: `${shop}/dashboard/help/${orderId}`,
    tag: `help:${orderId}`,
  })
  expect(question?.payload.app_badge).toBe(1)

  await write(member, 'answer_help', orderId, 'On its way, with its lid.')
  await eventually(async () => expect(await push.got(phone)).toHaveLength(2))
  const answer = (await push.got(phone))[1]
  expect(answer).toMatchObject({ urgency: 'normal' })
  expect(answer?.payload.notification).toMatchObject({
    title: `Kiln & Co hat zu Bestellung ${order?.number} geantwortet`,
    body: 'On its way, with its lid.',
    navigate: `${shop}/orders/${orderId}/help`,
  })
  expect(await push.got(desk)).toHaveLength(1)
})

test('next in line: what came back is on the phone while it is held, and a long hold is warned of before it ends', async () => {
  const [first, next] = [await guest(), await guest()]
  const sale = await pay.makeSale({ stock: 1 })
  const phone = await push.subscribe(next.id, ['offer'])
  const holder = await push.subscribe(first.id, ['claim_ending'], { language: 'ar' })
  const claimId = await pay.claim(first.id, sale)
  await pay.sql`select * from join_line(array[${randomUUID()}]::uuid[], array[${next.id}]::uuid[], array[${sale.itemId}]::uuid[], array[1])`
  await pay.sql`update claims set created_at = clock_timestamp() - interval '230 seconds', expires_at = clock_timestamp() + interval '80 seconds'
    where id = ${claimId}`
  await eventually(async () => expect(await push.got(holder)).toHaveLength(1))
  const [warning] = await push.got(holder)
  expect(warning?.payload.notification).toMatchObject({ lang: 'ar', dir: 'rtl' })
  expect(warning?.ttl).toBeLessThanOrEqual(80)

  await pay.sql`select release_claim(${claimId}, ${first.id})`
  await eventually(async () => expect(await push.titles(phone)).toEqual(['One came back: it is yours']))
  const [offer] = await push.got(phone)
  const [{ slug } = { slug: '' }] = await pay.sql`select slug from sales where id = ${sale.saleId}`
  expect(offer?.payload.notification.navigate).toBe(`${pay.cloud.config.urls.shop}/sales/${slug}/bag`)
  expect(offer?.payload.app_badge).toBe(1)
  expect(offer?.ttl).toBeGreaterThan(60)
})

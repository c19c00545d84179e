import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, makeSale } from '../functions/testing.ts'
import { startTestCloud, type TestCloud } from '../testing-cloud.ts'
import { PushBench } from './testing.ts'

let cloud: TestCloud
let sql: Sql
let bench: PushBench
beforeAll(async () => {
  cloud = await startTestCloud({ isSeeded: false })
  sql = postgres(cloud.dbUrl, { max: 4, onnotice: () => undefined })
  bench = new PushBench(cloud.config, sql)
})
afterAll(async () => {
  await sql.end()
  await cloud.stop()
})

/** A sale that opens in so many seconds; its id and slug. */
async function saleIn(seconds: number): Promise<{ saleId: string; slug: string }> {
  const { saleId } = await makeSale(sql, 5, 240)
  const [sale] =
    await sql`update sales set opens_at = clock_timestamp() + ${seconds} * interval '1 second', closes_at = now() + interval '2 hours'
    where id = ${saleId} returning slug`
  return { saleId, slug: sale?.slug }
}

async function remind(userId: string, saleId: string): Promise<void> {
  const [row] = await sql`select outcome from remind_of_sale(${userId}, ${saleId})`
  expect(row?.outcome).toBe('reminded')
}

/** How the shards of a sale's messages stand, summed up. */
async function shardsOf(saleId: string) {
  const [row] = await sql`
    select coalesce(sum(sent), 0)::int as sent, coalesce(sum(gone), 0)::int as gone, coalesce(sum(dropped), 0)::int as dropped,
      coalesce(sum(cardinality(parked_ids)), 0)::int as parked, coalesce(sum(cardinality(left_ids)), 0)::int as left, min(message_id)::int as message_id
    from push_shards s join push_messages m on m.id = s.message_id where m.payload ->> 'sale_id' = ${saleId}`
  return row
}

test('who asked is told on their phone, in their language, seconds after the sale has opened', async () => {
  const [ada, ben] = [await bench.person(), await bench.person()]
  const phones = [
    await bench.subscribe(ada, [], { language: 'en' }),
    await bench.subscribe(ben, [], { language: 'de' }),
  ] as const
  const { saleId, slug } = await saleIn(2)
  await remind(ada, saleId)
  await remind(ben, saleId)
  await eventually(async () => {
    expect(await bench.titles(phones[0])).toEqual(['Autumn firing is open now'])
    expect(await bench.titles(phones[1])).toEqual(['Autumn firing ist jetzt offen'])
  })
  const [message] = await bench.got(phones[0])
  const [sale] = await sql`select opens_at from sales where id = ${saleId}`
  const lateMs = Date.parse(message?.at ?? '') - sale?.opens_at.getTime()
  expect(lateMs).toBeGreaterThanOrEqual(0)
  expect(lateMs).toBeLessThan(10_000)
  expect(message).toMatchObject({ urgency: 'high' })
  expect(message?.ttl).toBeGreaterThan(500)
  expect(message?.payload.notification.navigate).toBe(`${cloud.config.urls.shop}/sales/${slug}`)
  // The sender writes down what it sent after the push service has it, and may be killed in between.
  await eventually(async () => expect(await shardsOf(saleId)).toMatchObject({ sent: 2, left: 0 }))
})

test('five minutes before, with the minutes that are left; not who turned it off, stopped, or another sale', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => bench.person()))
  const [asked = '', off = '', stopped = '', elsewhere = ''] = people
  const phones = await Promise.all(people.map((id) => bench.subscribe(id, [])))
  const { saleId } = await saleIn(3_600)
  const { saleId: other } = await saleIn(3_600)
  for (const id of [asked, off, stopped]) await remind(id, saleId)
  await remind(elsewhere, other)
  await sql`select set_push_settings(${off}, array['sale_reminder'], array[false])`
  await sql`select stop_reminding(${stopped}, ${saleId})`
  // It is to open in four minutes: whoever asked learns that, and what was due an hour from now is due now.
  await sql`update sales set opens_at = clock_timestamp() + interval '4 minutes' where id = ${saleId}`
  await eventually(async () =>
    expect(await bench.titles(phones[0] ?? (await bench.device()))).toEqual([
      'Autumn firing opens in 4 minutes',
    ]),
  )
  for (const phone of phones.slice(1)) expect(await bench.got(phone)).toEqual([])
})

test('a phone that is gone is forgotten, one that is refused is kept, and the rest are told', async () => {
  const answers = [201, 410, 404, 413, 403, 400]
  const { saleId } = await saleIn(4)
  const phones = []
  for (const status of answers) {
    const id = await bench.person()
    const phone = await bench.subscribe(id, [])
    if (status !== 201) await bench.tell(phone, { status, times: 1 })
    await remind(id, saleId)
    phones.push(phone)
  }
  await eventually(async () =>
    expect(await shardsOf(saleId)).toMatchObject({ sent: 1, gone: 2, parked: 3, left: 0 }),
  )
  expect(await Promise.all(phones.map((phone) => bench.isKnown(phone)))).toEqual([
    true,
    false,
    false,
    true,
    true,
    true,
  ])
  const refusals = await sql`select refusal from push_subscriptions where refusal is not null`
  expect(refusals.length).toBe(3)
  // Whoever looks into it has cured the cause: what was parked is sent.
  const { message_id: messageId } = (await shardsOf(saleId)) ?? {}
  expect((await sql`select retry_push(${messageId}) as again`)[0]?.again).toBe(3)
  await eventually(async () => expect(await shardsOf(saleId)).toMatchObject({ sent: 4, parked: 0, left: 0 }))
  for (const phone of phones.slice(3)) expect(await bench.got(phone)).toHaveLength(1)
})

test('a push service that has enough, fails or says nothing is asked again, no sooner than it wants, and nobody gets two', async () => {
  const { saleId } = await saleIn(5)
  const cases = [
    { status: 429, retryAfterSeconds: 3, times: 1 },
    { status: 500, times: 2 },
    { status: 503, times: 1 },
    { status: 'hang', times: 1 },
  ]
  const phones = []
  for (const told of cases) {
    const id = await bench.person()
    const phone = await bench.subscribe(id, [])
    await bench.tell(phone, told)
    await remind(id, saleId)
    phones.push(phone)
  }
  const begun = Date.now()
  await eventually(async () => expect(await shardsOf(saleId)).toMatchObject({ sent: 0, left: 4 }))
  await expect
    .poll(() => shardsOf(saleId), { timeout: 60_000, interval: 200 })
    .toMatchObject({ sent: 4, left: 0 })
  for (const phone of phones) expect(await bench.got(phone)).toHaveLength(1)
  const [first] = await bench.got(phones[0] ?? (await bench.device()))
  expect(Date.parse(first?.at ?? '') - begun).toBeGreaterThan(3_000)
}, 90_000)

test('a sale that was called off is not told of, and a phone that was taken over gets nothing of its owner before', async () => {
  const [before, now] = [await bench.person(), await bench.person()]
  const phone = await bench.subscribe(before, ['help'])
  const { saleId } = await saleIn(3_600)
  await remind(before, saleId)
  const { endpoint, keys } = phone
  const [row] = await sql`select outcome from save_push_subscription(
    ${now}, 'shopper', ${endpoint}, ${keys.p256dh}, ${keys.auth}, 'en', 'UTC', '{}')`
  expect(row?.outcome).toBe('known')
  const [off, called] = [await bench.person(), await bench.subscribe(await bench.person(), [])]
  await remind(off, saleId)
  await sql`update sales set status = 'cancelled', opens_at = clock_timestamp() where id = ${saleId}`
  const { saleId: control } = await saleIn(1.5)
  const [somebody] = [await bench.person()]
  const other = await bench.subscribe(somebody, [])
  await remind(somebody, control)
  await eventually(async () => expect(await bench.got(other)).toHaveLength(1))
  expect(await bench.got(phone)).toEqual([])
  expect(await bench.got(called)).toEqual([])
  expect(await sql`select 1 from outbox where payload ->> 'sale_id' = ${saleId} and kind = 'push'`).toEqual(
    [],
  )
})

test('who has a confirmed address and no phone that is told gets a mail, and it is the only one', async () => {
  const [mailed, pushed, guest] = [
    await bench.person(`${randomUUID()}@shopper.test`),
    await bench.person(`${randomUUID()}@shopper.test`),
    await bench.person(),
  ]
  await bench.subscribe(pushed, [])
  const { saleId } = await saleIn(3_600)
  for (const id of [mailed, pushed, guest]) await remind(id, saleId)
  await sql`update sales set opens_at = clock_timestamp() + interval '10 minutes' where id = ${saleId}`
  await eventually(async () => {
    const rows = await sql`select payload ->> 'shopper_id' as id, done_at is not null as done from outbox
      where kind = 'reminder_mail' and payload ->> 'sale_id' = ${saleId}`
    expect([...rows]).toEqual([{ id: mailed, done: true }])
  })
  const [user] = await sql`select email from auth.users where id = ${mailed}`
  const inbox = `${cloud.config.urls.local}/local/inbox.json?to=${encodeURIComponent(user?.email)}`
  const { messages } = await (await fetch(inbox)).json()
  expect(messages.map((mail: { subject: string }) => mail.subject)).toEqual(['Autumn firing opens soon'])
})

import { expect, test } from 'vitest'
import {
  claimOne,
  joinOne,
  makeSale,
  releaseClaim,
  runOut,
  settle,
  sql,
  startPayment,
  tick,
  uuid,
} from './fixtures.ts'
import { person, pushesOf, record, remind, save, share, take } from './pushes.ts'
import { answer, ask, makeOrder, markRead } from './threads.ts'

const kindsOf = async (id: string) => (await pushesOf(id)).map(({ payload }) => payload.kind)
const opensIn = (saleId: string, seconds: number) =>
  sql`update sales set opens_at = clock_timestamp() + ${seconds} * interval '1 second' where id = ${saleId}`

/** A sale in half an hour that one person asked to be reminded of. */
async function remindedSale(): Promise<{ saleId: string; user: string }> {
  const [{ saleId }, user] = [await makeSale({ opensIn: 1800 }), await person()]
  await save(user)
  await remind(user, saleId)
  return { saleId, user }
}

test('a reminder is due five minutes before and when it opens, once each, and moves with the sale', async () => {
  const { saleId } = await remindedSale()
  await tick()
  expect(await kindsOf(saleId)).toEqual([])
  await opensIn(saleId, 290)
  for (let ticks = 0; ticks < 3; ticks += 1) await tick()
  expect(await kindsOf(saleId)).toEqual(['sale_reminder'])
  await opensIn(saleId, 1200)
  await tick()
  expect(await kindsOf(saleId)).toEqual(['sale_reminder'])
  await opensIn(saleId, 200)
  await tick()
  expect(await kindsOf(saleId)).toEqual(['sale_reminder', 'sale_reminder'])
  await opensIn(saleId, -1)
  for (let ticks = 0; ticks < 3; ticks += 1) await tick()
  expect(await kindsOf(saleId)).toEqual(['sale_reminder', 'sale_reminder', 'sale_open'])
})

test('nothing is due of a sale that was called off, is paused, opens within the minute, opened long ago, or nobody asked about', async () => {
  const off = await remindedSale()
  await opensIn(off.saleId, 290)
  await sql`update sales set status = 'cancelled' where id = ${off.saleId}`
  const paused = await remindedSale()
  await opensIn(paused.saleId, -1)
  await sql`update sales set status = 'paused' where id = ${paused.saleId}`
  const soon = await remindedSale()
  await opensIn(soon.saleId, 50)
  const long = await remindedSale()
  await opensIn(long.saleId, -700)
  const nobody = await makeSale({ opensIn: 290 })
  await tick()
  for (const { saleId } of [off, paused, soon, long, nobody])
    expect([saleId, await kindsOf(saleId)]).toEqual([saleId, []])
  await sql`update sales set status = 'scheduled' where id = ${paused.saleId}`
  await tick()
  expect(await kindsOf(paused.saleId)).toEqual(['sale_open'])
})

test('a mail instead for who has a confirmed address, wants reminders and has no device: one for each time it was to open', async () => {
  const { saleId } = await makeSale({ opensIn: 1800 })
  const mail = () => person(`${uuid()}@shopper.test`)
  const [wants, wantsNot, hasDevice, guest] = [await mail(), await mail(), await mail(), await person()]
  await save(hasDevice)
  for (const user of [wants, wantsNot, hasDevice, guest]) await remind(user, saleId)
  await sql`select set_push_settings(${wantsNot}, array['sale_reminder'], array[false])`
  const write = async () => {
    const rows =
      await sql`select payload from outbox where kind = 'reminder_mails' and payload ->> 'sale_id' = ${saleId}`
    for (const { payload } of rows) {
      let after = null
      do {
        after = (
          await sql`select write_reminder_mails(${saleId}, ${payload.opens_at}::text::timestamptz, ${after}, 2) as after`
        )[0]?.after
      } while (after !== null)
    }
    const mails =
      await sql`select payload ->> 'shopper_id' as id from outbox where kind = 'reminder_mail' and payload ->> 'sale_id' = ${saleId}`
    return mails.map(({ id }) => id)
  }
  await tick()
  expect(await write()).toEqual([])
  await opensIn(saleId, 890)
  await tick()
  await write()
  expect(await write()).toEqual([wants])
  await opensIn(saleId, 800)
  await tick()
  expect(await write()).toEqual([wants, wants])
})

test('a claim that runs out is warned of once, 75 s before, if it was held for long and is held still', async () => {
  const sale = await makeSale({ holdSeconds: 600, limit: 10, stock: 50 })
  const ends = (claim: string | null, seconds: number, heldFor = 600) =>
    sql`update claims set expires_at = clock_timestamp() + ${seconds} * interval '1 second',
      created_at = clock_timestamp() + ${seconds - heldFor} * interval '1 second' where id = ${claim}`
  const hold = async (kinds: string[], seconds: number, heldFor?: number) => {
    const user = await person()
    await save(user, kinds)
    const { claim_id: id } = await claimOne({ item: sale.itemId, shopper: user })
    await ends(id, seconds, heldFor)
    return { id: id ?? '', user }
  }
  await sql`update push_clock set claims_seen_to = '-infinity'`
  const warned = await hold(['claim_ending'], 70)
  const unasked = await hold(['offer'], 70)
  const short = await hold(['claim_ending'], 70, 120)
  const early = await hold(['claim_ending'], 200)
  const late = await hold(['claim_ending'], 10)
  for (let ticks = 0; ticks < 3; ticks += 1) await tick()
  expect(await kindsOf(warned.id)).toEqual(['claim_ending'])
  for (const { id } of [unasked, short, early, late]) expect(await kindsOf(id)).toEqual([])
  await sql`select write_due_pushes(200)`
  const [row] = await pushesOf(warned.id)
  await share(row?.id)
  await releaseClaim(warned.id, warned.user)
  expect((await take()).filter(({ kind }) => kind === 'claim_ending')).toEqual([])
})

test('what is mailed about an order or an offer is pushed, to who wants that, by every id they are known by', async () => {
  const sale = await makeSale({ stock: 2 })
  const { shopper, order, intent, total } = await startPayment(sale)
  const [guest, account] = [await person(), await person(`${uuid()}@shopper.test`)]
  await sql`insert into auth.users (id, is_anonymous) values (${shopper}, true)`
  await sql`select link_shoppers(${shopper}, ${account})`
  const phone = await save(account, ['order_update'])
  await settle(intent, total)
  const [push] = await pushesOf(order.order_id)
  expect(push?.payload).toMatchObject({ kind: 'order_update', template: 'paid' })
  await share(push?.id)
  const [shard] = (await take()).filter(({ tag }) => tag === `order:${order.order_id}`)
  expect(shard?.subscriptions.map(({ id }) => String(id))).toEqual([phone.id])
  if (shard) await record(shard, { sent: [Number(phone.id)] })

  await save(guest, ['offer'])
  const held = await claimOne({ item: sale.itemId })
  const waits = await joinOne({ item: sale.itemId, shopper: guest })
  const [nobody] = [await joinOne({ item: sale.itemId })]
  await runOut([held.claim_id])
  await tick()
  const [wait] = await sql`select claim_id from waits where id = ${waits.wait_id}`
  expect(await kindsOf(wait?.claim_id)).toEqual(['offer'])
  expect(nobody.outcome).toBe('waiting')
  const other = await startPayment(await makeSale())
  await settle(other.intent, other.total)
  expect(await kindsOf(other.order.order_id)).toEqual([])
})

test('help is pushed both ways: members as members, the shopper as such, and not what was read meanwhile', async () => {
  const { orderId, shopper, member } = await makeOrder()
  for (const id of [shopper, member])
    await sql`insert into auth.users (id, is_anonymous) values (${id}, false)`
  const [phone, desk] = [await save(shopper, ['help']), await save(member, ['help'], { side: 'member' })]
  // The member's own phone, as a shopper: what is for the desk is not for it.
  await save(member, [])
  const told = async () => {
    const pushes = await pushesOf(orderId)
    await share(pushes.at(-1)?.id)
    const shards = (await take()).filter(({ tag }) => tag === `help:${orderId}`)
    for (const shard of shards) await record(shard, { sent: shard.subscriptions.map(({ id }) => id) })
    return shards.flatMap(({ about, subscriptions }) =>
      subscriptions.map(({ id, badge }) => [String(id), badge, about.to]),
    )
  }
  const { message_id: asked } = await ask(shopper, orderId)
  expect(await told()).toEqual([[desk.id, 1, 'merchant']])
  await answer(member, orderId, { seenTo: asked })
  expect(await told()).toEqual([[phone.id, 1, 'shopper']])
  const { message_id: second } = await answer(member, orderId)
  await markRead(shopper, orderId, 'shopper', second)
  expect(await told()).toEqual([])
})

test('devices not seen for half a year and messages of last week are forgotten, a bound at a time', async () => {
  const user = await person()
  const [old, fresh] = [await save(user), await save(user)]
  await sql`update push_subscriptions set last_seen_at = now() - interval '181 days' where id = ${old.id}`
  const [message] =
    await sql`insert into push_messages (outbox_id, kind, side, payload, about, tag, expires_at, created_at)
    values (-2, 'help', 'shopper', '{}', '{}', 'x', now(), now() - interval '8 days') returning id`
  await tick()
  expect(await sql`select id::text from push_subscriptions where user_id = ${user}`).toEqual([
    { id: fresh.id },
  ])
  expect(await sql`select 1 from push_messages where id = ${message?.id}`).toHaveLength(0)
})

import { expect, test } from 'vitest'
import { sql, uuid } from './fixtures.ts'
import { answer, as, ask, close, getThread, mailsOf, makeOrder } from './threads.ts'

test('the same message sent many times at once is one message and one mail', async () => {
  const { orderId, shopper } = await makeOrder()
  const request = uuid()
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(shopper, orderId, { request })))
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual([...Array(7).fill('repeated'), 'sent'])
  expect(new Set(answers.map(({ message_id }) => message_id)).size).toBe(1)
  expect((await ask(shopper, orderId, { request, body: 'Another text' })).outcome).toBe('repeated')
  expect(await sql`select 1 from help_messages where order_id = ${orderId}`).toHaveLength(1)
  expect(await mailsOf(orderId)).toHaveLength(1)
})

test('both sides may use one request id without taking it from each other', async () => {
  const { orderId, shopper, member } = await makeOrder()
  const request = uuid()
  expect((await ask(shopper, orderId, { request })).outcome).toBe('sent')
  expect((await answer(member, orderId, { request })).outcome).toBe('sent')
})

test('twenty messages an hour and not one more, also from many tabs and to many orders at once', async () => {
  const [one, two] = [await makeOrder(), await makeOrder()]
  await sql`update orders set shopper_id = ${one.shopper} where id = ${two.orderId}`
  const answers = await Promise.all(
    Array.from({ length: 26 }, (_, n) => ask(one.shopper, n % 2 ? one.orderId : two.orderId)),
  )
  expect(answers.filter(({ outcome }) => outcome === 'sent')).toHaveLength(20)
  expect(answers.filter(({ outcome }) => outcome === 'too_many')).toHaveLength(6)
  // A message that was refused leaves nothing, not even an empty thread.
  const third = await makeOrder()
  await sql`update orders set shopper_id = ${one.shopper} where id = ${third.orderId}`
  expect((await ask(one.shopper, third.orderId)).outcome).toBe('too_many')
  expect(await getThread(third.orderId)).toBeUndefined()
})

test('an answer to what was on the screen leaves a question that came meanwhile unanswered', async () => {
  const { orderId, shopper, member } = await makeOrder()
  const { message_id: seen } = await ask(shopper, orderId)
  await ask(shopper, orderId, { body: 'And the lid?' })
  await answer(member, orderId, { seenTo: seen })
  const [second] =
    await sql`select at from help_messages where order_id = ${orderId} and body = 'And the lid?'`
  expect(await getThread(orderId)).toMatchObject({ status: 'waiting', waiting_since: second?.at })
})

test('closing closes what was on the screen: a question that came meanwhile keeps the thread open', async () => {
  const { orderId, shopper, member } = await makeOrder()
  const { message_id: seen } = await ask(shopper, orderId)
  const { message_id: newer } = await ask(shopper, orderId)
  expect(await close(member, orderId, seen)).toBe('new_message')
  expect(await getThread(orderId)).toMatchObject({ status: 'waiting' })
  expect(await close(member, orderId, newer)).toBe('closed')
  expect(await close(member, orderId, newer)).toBe('already_closed')
  await ask(shopper, orderId)
  expect(await getThread(orderId)).toMatchObject({ status: 'waiting' })
})

test('messages of a few minutes are one mail, each side has its own, and what comes after it left is another', async () => {
  const { orderId, shopper, member } = await makeOrder()
  const asked = [await ask(shopper, orderId), await ask(shopper, orderId), await ask(shopper, orderId)]
  const told = await answer(member, orderId)
  const [toMerchant, toShopper] = await mailsOf(orderId)
  expect(toMerchant).toMatchObject({
    waits: true,
    payload: {
      to: 'merchant',
      first_id: Number(asked[0]?.message_id),
      last_id: Number(asked[2]?.message_id),
    },
  })
  expect(toShopper?.payload).toMatchObject({ to: 'shopper', first_id: Number(told.message_id) })
  // The worker has it: it reads the thread with the last_id it was given.
  await sql`update outbox set attempts = 1, leased_until = clock_timestamp() + interval '1 minute' where id = ${toMerchant?.id ?? 0}`
  const after = await ask(shopper, orderId)
  const mails = await mailsOf(orderId)
  expect(mails).toHaveLength(3)
  expect(mails[2]?.payload).toMatchObject({ to: 'merchant', first_id: Number(after.message_id) })
  expect(mails[0]?.payload.last_id).toBe(Number(asked[2]?.message_id))
})

test('a mail taken in the same moment takes exactly the messages it knows of, and no message is left without one', async () => {
  const { orderId, shopper } = await makeOrder()
  const first = await ask(shopper, orderId)
  await sql`update outbox set run_after = clock_timestamp() where kind = 'help_mail' and payload ->> 'order_id' = ${orderId}`
  // The worker holds the row and has not committed; the second message must wait and see.
  const worker = await sql.reserve()
  await worker`begin`
  const [taken] = await worker`update outbox set attempts = attempts + 1 where kind = 'help_mail'
    and payload ->> 'order_id' = ${orderId} returning payload`
  const second = ask(shopper, orderId)
  await expect
    .poll(
      async () =>
        (
          await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%ask_for_help%'`
        ).length,
    )
    .toBeGreaterThan(0)
  await worker`commit`
  worker.release()
  const { message_id: secondId } = await second
  expect(taken?.payload.last_id).toBe(Number(first.message_id))
  expect((await mailsOf(orderId)).map(({ payload }) => [payload.first_id, payload.last_id])).toEqual([
    [Number(first.message_id), Number(first.message_id)],
    [Number(secondId), Number(secondId)],
  ])
})

test('the merchant’s channel hears of each message and each closing, and nothing of what was written', async () => {
  const { orderId, shopper, member, sale } = await makeOrder()
  const { message_id: asked } = await ask(shopper, orderId, { body: 'Secret words' })
  await close(member, orderId, asked)
  const hints = await sql`select payload, private from realtime.messages
    where topic = ${`merchant:${sale.merchantId}`} and event = 'help' order by inserted_at`
  expect(hints).toMatchObject([
    { private: true, payload: { order_id: orderId, message_id: Number(asked) } },
    { private: true, payload: { order_id: orderId } },
  ])
  expect(JSON.stringify(hints)).not.toContain('Secret')
})

test('what is rolled back told nobody', async () => {
  const { orderId, shopper, sale } = await makeOrder()
  const broken = as(shopper, async (on) => {
    await on`select * from ask_for_help(${orderId}, 'Hello', ${uuid()})`
    return on`select 1 / 0`
  })
  await expect(broken).rejects.toMatchObject({ code: '22012' })
  expect(await mailsOf(orderId)).toEqual([])
  const topic = `merchant:${sale.merchantId}`
  expect(await sql`select 1 from realtime.messages where topic = ${topic} and event = 'help'`).toEqual([])
})

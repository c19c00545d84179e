import { expect, test } from 'vitest'
import { makeSale, sql, uuid } from './fixtures.ts'
import { answer, as, ask, close, getThread, mailsOf, makeOrder, markRead } from './threads.ts'

test('a shopper asks, the merchant answers, the shopper asks again: who has to answer is always known', async () => {
  const { orderId, shopper, member } = await makeOrder()
  const first = await ask(shopper, orderId)
  expect(first.outcome).toBe('sent')
  expect(await getThread(orderId)).toMatchObject({ status: 'waiting', last_message_id: first.message_id })
  const second = await answer(member, orderId, { seenTo: first.message_id })
  expect(second.outcome).toBe('sent')
  expect(await getThread(orderId)).toMatchObject({
    status: 'answered',
    waiting_since: null,
    merchant_read_to: first.message_id,
  })
  await ask(shopper, orderId)
  expect(await getThread(orderId)).toMatchObject({ status: 'waiting', waiting_since: expect.any(Date) })
  const authors = await sql`select author from help_messages where order_id = ${orderId} order by id`
  expect(authors.map(({ author }) => author)).toEqual(['shopper', 'merchant', 'shopper'])
})

test('nobody else writes, closes or reads: a stranger, another merchant, a visitor, the other side', async () => {
  const [{ orderId, shopper, member }, other] = [await makeOrder(), await makeOrder('owner')]
  const { message_id: asked } = await ask(shopper, orderId)
  for (const nobody of [uuid(), other.shopper, other.member, member])
    expect((await ask(nobody, orderId)).outcome).toBe('unknown_order')
  for (const nobody of [uuid(), other.shopper, other.member, shopper]) {
    expect((await answer(nobody, orderId)).outcome).toBe('unknown_order')
    expect(await close(nobody, orderId, asked)).toBe('unknown_order')
    expect(await markRead(nobody, orderId, 'merchant', asked)).toBe('unknown_order')
  }
  expect(await markRead(member, orderId, 'shopper', asked)).toBe('unknown_order')
  for (const call of [
    () => ask(null, orderId),
    () => answer(null, orderId),
    () => close(null, orderId, asked),
  ])
    await expect(call()).rejects.toMatchObject({ code: '42501' })
  expect(await sql`select 1 from help_messages where order_id = ${orderId}`).toHaveLength(1)
  expect(await getThread(orderId)).toMatchObject({
    status: 'waiting',
    merchant_read_to: '0',
    shopper_read_to: '0',
  })
})

test('a thread and its messages are seen by their two sides only', async () => {
  const [{ orderId, shopper, member }, other] = [await makeOrder(), await makeOrder()]
  await ask(shopper, orderId, { body: 'Secret' })
  const seen = async (user: string) => {
    const threads = await as(user, (on) => on`select * from help_threads where order_id = ${orderId}`)
    const messages = await as(
      user,
      (on) => on`select id, body from help_messages where order_id = ${orderId}`,
    )
    const listed = await as(user, (on) => on`select * from list_help('') where order_id = ${orderId}`)
    return [threads.length, messages.length, listed.length]
  }
  expect(await seen(shopper)).toEqual([1, 1, 0])
  expect(await seen(member)).toEqual([1, 1, 1])
  for (const nobody of [uuid(), other.shopper, other.member]) expect(await seen(nobody)).toEqual([0, 0, 0])
  // Who of the merchant wrote is nobody's business but the merchant's log.
  await expect(as(shopper, (on) => on`select author_id from help_messages`)).rejects.toMatchObject({
    code: '42501',
  })
})

test('somebody who works where they shop is two sides, and each is told apart', async () => {
  const { orderId, shopper, sale } = await makeOrder()
  await sql`insert into merchant_members values (${sale.merchantId}, ${shopper}, 'owner')`
  const { message_id: asked } = await ask(shopper, orderId)
  await answer(shopper, orderId, { seenTo: asked })
  const authors = await sql`select author from help_messages where order_id = ${orderId} order by id`
  expect(authors.map(({ author }) => author)).toEqual(['shopper', 'merchant'])
  await markRead(shopper, orderId, 'shopper', '999999999')
  const thread = await getThread(orderId)
  expect(thread).toMatchObject({ shopper_read_to: thread?.last_message_id, merchant_read_to: asked })
})

test('words: 1 to 4,000 characters, trimmed, lines kept, no control characters, never without a request id', async () => {
  const { orderId, shopper } = await makeOrder()
  for (const body of ['', ' \n\t ', null, 'x'.repeat(4_001), 'a\u0007b', 'a\u001bb'])
    expect([body, (await ask(shopper, orderId, { body })).outcome]).toEqual([body, 'invalid'])
  expect((await ask(shopper, orderId, { request: null })).outcome).toBe('invalid')
  expect(await getThread(orderId)).toBeUndefined()
  await ask(shopper, orderId, { body: '  one\r\ntwo\n\n' })
  await ask(shopper, orderId, { body: '🏺'.repeat(4_000) })
  const [row] = await sql`select body from help_messages where order_id = ${orderId} order by id`
  expect(row?.body).toBe('one\ntwo')
})

test('a message is history, and a thread cannot say what is not so', async () => {
  const { orderId, shopper } = await makeOrder()
  await ask(shopper, orderId)
  for (const broken of [
    sql`update help_messages set body = 'another' where order_id = ${orderId}`,
    sql`delete from help_messages where order_id = ${orderId}`,
    sql`truncate help_messages`,
  ])
    await expect(broken).rejects.toMatchObject({ code: 'ST001' })
  for (const broken of [
    sql`update help_threads set status = 'answered' where order_id = ${orderId}`,
    sql`update help_threads set merchant_read_to = last_message_id + 1 where order_id = ${orderId}`,
    sql`insert into help_messages (order_id, author, author_id, body, request_id)
      select order_id, author, author_id, body, request_id from help_messages where order_id = ${orderId}`,
  ])
    await expect(broken).rejects.toMatchObject({ code: expect.stringMatching(/^23(514|505)$/) })
})

test('reading goes forward only, and never beyond what is there', async () => {
  const { orderId, shopper, member } = await makeOrder()
  const { message_id: first } = await ask(shopper, orderId)
  const { message_id: second } = await ask(shopper, orderId)
  expect(await markRead(member, orderId, 'merchant', '999999999')).toBe('read')
  expect(await markRead(member, orderId, 'merchant', first)).toBe('read')
  expect(await getThread(orderId)).toMatchObject({ merchant_read_to: second, status: 'waiting' })
  for (const [side, to] of [
    ['both', '1'],
    [null, '1'],
    ['merchant', null],
    ['merchant', '-1'],
  ] as const)
    expect(await markRead(member, orderId, side, to)).toBe('invalid')
})

test('what is unanswered is counted for who works there, listed first, and the longest wait before', async () => {
  const sale = await makeSale()
  const member = uuid()
  await sql`insert into merchant_members values (${sale.merchantId}, ${member}, 'packer')`
  const orders = []
  for (let n = 0; n < 4; n++) {
    const order = await makeOrder()
    await sql`update orders set merchant_id = ${sale.merchantId}, email = ${`s${n}@mail.test`} where id = ${order.orderId}`
    orders.push(order)
    await ask(order.shopper, order.orderId, { body: `Question ${n}` })
  }
  const [a, b, c, d] = orders.map(({ orderId }) => orderId)
  await answer(member, b ?? '', { seenTo: '999999999' })
  await close(member, c ?? '', '999999999')
  const list = (search = '', offset = 0, limit = 25) =>
    as<Record<string, unknown>>(member, (on) => on`select * from list_help(${search}, ${offset}, ${limit})`)
  const rows = await list()
  expect(rows.map((row) => row.order_id)).toEqual([a, d, b, c])
  expect(rows[0]).toMatchObject({ last_words: 'Question 0', last_author: 'shopper', unread: 1, total: 4 })
  expect(await as(member, (on) => on`select unanswered_help() as n`)).toEqual([{ n: 2 }])
  expect(await as(uuid(), (on) => on`select unanswered_help() as n`)).toEqual([{ n: 0 }])
  expect(await as(member, (on) => on`select unanswered_help(${sale.merchantId}) as n`)).toEqual([{ n: 2 }])
  expect(await as(member, (on) => on`select unanswered_help(${uuid()}) as n`)).toEqual([{ n: 0 }])
  expect(await as(member, (on) => on`select * from list_help('', 0, 25, ${sale.merchantId})`)).toHaveLength(4)
  expect(await as(member, (on) => on`select * from list_help('', 0, 25, ${uuid()})`)).toEqual([])
  expect((await list('', 2, 1)).map((row) => row.order_id)).toEqual([b])
  expect((await list('  S1@MAIL ')).map((row) => row.order_id)).toEqual([b])
  const number = String(rows[3]?.order_number).toLowerCase()
  expect((await list(number)).map((row) => row.order_id)).toEqual([c])
  expect(await list('%')).toEqual([])
})

test('a merchant may write first', async () => {
  const { orderId, member } = await makeOrder()
  expect((await answer(member, orderId, { body: 'Your street has no number.' })).outcome).toBe('sent')
  expect(await getThread(orderId)).toMatchObject({ status: 'answered' })
  expect(await mailsOf(orderId)).toMatchObject([{ payload: { to: 'shopper' } }])
})

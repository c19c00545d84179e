import { randomUUID } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually, orderIdOf, type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterEach(async () => expect(await bench.findGaps()).toEqual([]))
afterAll(() => bench.stop())

type Mail = { subject: string; text: string; html: string; from: string }
type Person = { client: SupabaseClient; id: string }

function newClient(): SupabaseClient {
  const { urls, keys } = bench.cloud.config
  return createClient(urls.api, keys.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  })
}

async function guest(): Promise<Person> {
  const client = newClient()
  const { data, error } = await client.auth.signInAnonymously()
  if (error || !data.user) throw error ?? new Error('No session was made.')
  return { client, id: data.user.id }
}

/** A guest with an order, and somebody with an account who works for its merchant. */
async function makeOrder(): Promise<{ shopper: Person; member: Person; orderId: string; number: string }> {
  const [shopper, sale] = [await guest(), await bench.makeSale()]
  await bench.claim(shopper.id, sale)
  const orderId = orderIdOf(await bench.pay(shopper.id, sale, 'pm_card_visa'))
  await eventually(async () => expect(await bench.statusOf(orderId)).toBe('paid'))
  const client = newClient()
  const { data, error } = await client.auth.signUp({
    email: `${randomUUID()}@kiln.test`,
    password: 'correct horse',
  })
  if (error || !data.user) throw error ?? new Error('Nobody signed up.')
  await bench.sql`insert into merchant_members select merchant_id, ${data.user.id}, 'packer' from sales where id = ${sale.saleId}`
  const [order] = await bench.sql`select number from orders where id = ${orderId}`
  return { shopper, member: { client, id: data.user.id }, orderId, number: order?.number }
}

async function write(person: Person, name: 'ask_for_help' | 'answer_help', orderId: string, body: string) {
  const args = { p_order_id: orderId, p_body: body, p_request_id: randomUUID() }
  const { data, error } = await person.client.rpc(name, args)
  expect(error).toBeNull()
  return data[0] as { outcome: string; message_id: number }
}

/** What came for an address and has all these words in its subject; the drain is not waited for two minutes. */
async function mailsFor(address: string, ...words: string[]): Promise<Mail[]> {
  const answer = await fetch(
    `${bench.cloud.config.urls.local}/local/inbox.json?to=${encodeURIComponent(address)}`,
  )
  const { messages } = (await answer.json()) as { messages: Mail[] }
  return messages.filter(({ subject }) => words.every((word) => subject.includes(word)))
}

async function drain(orderId: string): Promise<void> {
  const { sql } = bench
  await sql`update outbox set run_after = clock_timestamp() where kind = 'help_mail' and payload ->> 'order_id' = ${orderId}`
  await eventually(async () => {
    const left =
      await sql`select last_error from outbox where done_at is null and payload ->> 'order_id' = ${orderId}`
    expect(left).toEqual([])
  })
}

test('a guest’s questions of a few minutes are one mail to the merchant, and the answer is a mail to the guest', async () => {
  const { shopper, member, orderId, number } = await makeOrder()
  expect((await write(shopper, 'ask_for_help', orderId, 'Where is it?\nIt was due <today>.')).outcome).toBe(
    'sent',
  )
  await write(shopper, 'ask_for_help', orderId, 'And is there a lid?')
  expect(await mailsFor('help@kiln.test', number)).toEqual([])
  await drain(orderId)
  const [question, ...more] = await mailsFor('help@kiln.test', number)
  expect(more).toEqual([])
  expect(question?.subject).toBe(`Order ${number}: Ada Lovelace asks for help`)
  expect(question?.text).toContain('> It was due <today>.')
  expect(question?.text).toContain('> And is there a lid?')
  expect(question?.text).toContain(`/dashboard/help/${orderId}`)

  await write(member, 'answer_help', orderId, 'Tomorrow, with its lid.')
  await drain(orderId)
  const [answer] = await mailsFor('ada@example.com', 'answered', number)
  expect(answer?.text).toContain('> Tomorrow, with its lid.')
  expect(answer?.text).toContain(`/orders/${orderId}/help`)
  expect(answer?.html).not.toContain('Where is it')
})

test('what was read on the screen before the mail leaves is not mailed; what was not, is', async () => {
  const { shopper, member, orderId, number } = await makeOrder()
  const { message_id: first } = await write(member, 'answer_help', orderId, 'Already read')
  await write(member, 'answer_help', orderId, 'Not yet read')
  const read = { p_order_id: orderId, p_side: 'shopper', p_message_id: first }
  expect((await shopper.client.rpc('mark_read', read)).data).toBe('read')
  await drain(orderId)
  const mails = await mailsFor('ada@example.com', 'answered', number)
  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toContain('> Not yet read')
  expect(mails[0]?.text).not.toContain('Already read')

  const { message_id: asked } = await write(shopper, 'ask_for_help', orderId, 'Seen at once')
  await member.client.rpc('mark_read', { ...read, p_side: 'merchant', p_message_id: asked })
  await drain(orderId)
  expect(await mailsFor('help@kiln.test', number)).toEqual([])
})

test('by the API nobody else reads or writes a thread', async () => {
  const [{ shopper, orderId }, stranger, other] = [await makeOrder(), await guest(), await makeOrder()]
  await write(shopper, 'ask_for_help', orderId, 'Secret')
  for (const nobody of [stranger, other.shopper, other.member]) {
    expect((await nobody.client.from('help_messages').select('body').eq('order_id', orderId)).data).toEqual(
      [],
    )
    expect((await nobody.client.from('help_threads').select('status').eq('order_id', orderId)).data).toEqual(
      [],
    )
    expect((await write(nobody, 'ask_for_help', orderId, 'Me too')).outcome).toBe('unknown_order')
    expect((await write(nobody, 'answer_help', orderId, 'Me too')).outcome).toBe('unknown_order')
  }
  const direct = {
    order_id: orderId,
    author: 'merchant',
    author_id: shopper.id,
    body: 'x',
    request_id: randomUUID(),
  }
  expect((await shopper.client.from('help_messages').insert(direct)).error?.code).toBe('42501')
  expect((await newClient().from('help_messages').select('body')).error?.code).toBe('42501')
})

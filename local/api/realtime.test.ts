import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataOf, startTestApi, type TestApi } from './testing.ts'

let api: TestApi
const clients: SupabaseClient[] = []
beforeAll(async () => {
  api = await startTestApi()
  await api.sql.unsafe(`create policy "signed-in people hear the workshop" on realtime.messages for select to authenticated
    using (realtime.topic() = 'workshop')`)
})
afterAll(async () => {
  for (const client of clients) await client.removeAllChannels()
  await api.stop()
})

function newClient(): SupabaseClient {
  const client = api.client()
  clients.push(client)
  return client
}

/** Joins a channel; gives its status and what arrives as event `stock`. */
async function listen(client: SupabaseClient, topic: string, isPrivate: boolean) {
  const heard: unknown[] = []
  const channel = client.channel(topic, { config: { private: isPrivate } })
  channel.on('broadcast', { event: 'stock' }, ({ payload }) => heard.push(payload))
  const status = await new Promise<string>((resolve) => channel.subscribe((now) => resolve(now)))
  return { channel, heard, status }
}

it('carries messages between phones, by HTTP, and from the database, on the port of the API', async () => {
  const { heard, status } = await listen(newClient(), 'sale:1', false)
  const other = await listen(newClient(), 'sale:1', false)
  expect(status).toBe('SUBSCRIBED')
  await other.channel.send({ type: 'broadcast', event: 'stock', payload: { from: 'socket' } })
  await newClient().channel('sale:1').httpSend('stock', { from: 'http' })
  await expect.poll(() => heard).toEqual(expect.arrayContaining([{ from: 'socket' }, { from: 'http' }]))
  await expect
    .poll(async () => {
      await api.sql`select realtime.send('{"from": "database"}', 'stock', 'sale:1', false)`
      return heard
    })
    .toContainEqual(expect.objectContaining({ from: 'database' }))
})

it('opens a private channel to the session that a policy names, and to nobody else', async () => {
  const shopper = newClient()
  dataOf(await shopper.auth.signInAnonymously())
  await shopper.realtime.setAuth()
  expect((await listen(shopper, 'workshop', true)).status).toBe('SUBSCRIBED')
  expect((await listen(newClient(), 'workshop', true)).status).toBe('CHANNEL_ERROR')
})

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PresenceTopic } from './presence.ts'
import { type Stand, startStand, subscribed } from './testing.ts'

let stand: Stand
beforeAll(async () => {
  stand = await startStand()
})
afterAll(() => stand.stop())

/** A way to the server that can be cut like a cable: nobody on it gets to say goodbye. */
async function layCable(url: string) {
  const { hostname, port } = new URL(url)
  const ends: Socket[] = []
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    ends.push(near, far)
    near.pipe(far).pipe(near)
    for (const end of [near, far]) end.on('error', () => undefined) // Cutting is meant to break it.
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      server.close()
      for (const end of ends) end.resetAndDestroy()
    },
  }
}

function present(topic: string, key: string) {
  const client = stand.client()
  const channel = client.channel(topic, { config: { presence: { key } } })
  const events: string[] = []
  channel.on('presence', { event: 'join' }, (change) => events.push(`join ${change.key}`))
  channel.on('presence', { event: 'leave' }, (change) => events.push(`leave ${change.key}`))
  return { client, channel, events, keys: () => Object.keys(channel.presenceState()).sort() }
}

test('two clients see each other come, change, go, and vanish', async () => {
  const ada = present('watchers', 'ada')
  const bo = present('watchers', 'bo')
  await subscribed(ada.channel)
  expect(await ada.channel.track({ device: 'phone' })).toBe('ok')
  await expect.poll(ada.keys).toEqual(['ada'])

  await subscribed(bo.channel)
  expect(await bo.channel.track({ device: 'laptop' })).toBe('ok')
  await expect.poll(ada.keys).toEqual(['ada', 'bo'])
  await expect.poll(bo.keys).toEqual(['ada', 'bo'])

  await bo.channel.track({ device: 'tablet' })
  await expect.poll(() => ada.channel.presenceState().bo).toMatchObject([{ device: 'tablet' }])
  expect(ada.channel.presenceState().bo).toHaveLength(1)

  await ada.channel.untrack()
  await expect.poll(bo.keys).toEqual(['bo'])
  await ada.channel.track({ device: 'phone' })
  await expect.poll(bo.keys).toEqual(['ada', 'bo'])

  await bo.channel.unsubscribe()
  await expect.poll(ada.keys).toEqual(['ada'])
  expect(ada.events).toContain('leave bo')
})

test('a client whose connection breaks without a goodbye is gone for the others', async () => {
  const ada = present('broken', 'ada')
  await subscribed(ada.channel)
  const cable = await layCable(stand.url)
  const client = createClient(cable.url, stand.publishableKey)
  const channel = client.channel('broken', { config: { presence: { key: 'bo' } } })
  await subscribed(channel)
  await channel.track({})
  await expect.poll(ada.keys).toEqual(['bo'])
  cable.cut()
  await expect.poll(ada.keys).toEqual([])
  expect(ada.events).toEqual(['join bo', 'leave bo'])
  await client.realtime.disconnect()
})

test('who arrives later is told who is there, and only on that topic', async () => {
  const early = present('lobby', 'early')
  await subscribed(early.channel)
  await early.channel.track({})
  const late = present('lobby', 'late')
  await subscribed(late.channel)
  await expect.poll(late.keys).toEqual(['early'])
  const elsewhere = present('other lobby', 'else')
  await subscribed(elsewhere.channel)
  await elsewhere.channel.track({})
  await expect.poll(elsewhere.keys).toEqual(['else'])
  expect(late.keys()).toEqual(['early'])
})

test('two phones of one shopper are two entries under one key', async () => {
  const watcher = present('twice', 'watcher')
  await subscribed(watcher.channel)
  const phones = [present('twice', 'ada'), present('twice', 'ada')]
  for (const { channel } of phones) {
    await subscribed(channel)
    await channel.track({ at: 'sale' })
  }
  await expect.poll(() => watcher.channel.presenceState().ada?.length).toBe(2)
  await phones[0]?.channel.unsubscribe()
  await expect.poll(() => watcher.channel.presenceState().ada?.length).toBe(1)
})

test('a channel that tracks too often is closed and told why', async () => {
  const { channel } = present('busy', 'busy')
  const told: string[] = []
  channel.on('system', {}, (message: { message: string }) => told.push(message.message))
  await subscribed(channel)
  for (let n = 0; n < 6; n += 1) void channel.track({ n })
  await expect.poll(() => told).toEqual(['Client presence rate limit exceeded'])
})

test('somebody who came and went between two looks leaves no trace', () => {
  const topic = new PresenceTopic()
  const [one, two] = [{}, {}]
  topic.track(one, 'one', { n: 1 })
  topic.track(two, 'two', { n: 1 })
  topic.untrack(two)
  expect(topic.takeDiff()).toEqual({
    joins: { one: { metas: [{ n: 1, phx_ref: expect.any(String) }] } },
    leaves: {},
  })
  expect(topic.takeDiff()).toBeNull()
})

test('a change takes back the old entry and names it in the new one', () => {
  const topic = new PresenceTopic()
  const owner = {}
  topic.track(owner, '__proto__', { n: 1 })
  const before = topic.takeDiff()?.joins
  topic.track(owner, '__proto__', { n: 2 })
  const after = topic.takeDiff()
  expect(after?.leaves).toEqual(before)
  const [meta] = Object.values(after?.joins ?? {})[0]?.metas ?? []
  const [left] = Object.values(before ?? {})[0]?.metas ?? []
  expect(meta).toMatchObject({ n: 2, phx_ref_prev: left?.phx_ref })
  expect(Object.keys(topic.state())).toEqual(['__proto__'])
})

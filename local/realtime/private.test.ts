import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintToken, replicating, type Stand, startStand, subscribed } from './testing.ts'

let stand: Stand
beforeAll(async () => {
  stand = await startStand()
  // As a migration writes it: role postgres, policies on realtime.messages.
  await stand.shopSql.unsafe(`
    create table public.crew (topic text, person text, may_write boolean);
    alter table public.crew enable row level security;
    create policy "own rows" on public.crew for select to authenticated
      using (person = current_setting('request.jwt.claims', true)::json ->> 'sub');
    grant select on public.crew to authenticated;
    create policy "crew hears" on realtime.messages for select to authenticated
      using (extension in ('broadcast', 'presence')
        and exists (select from public.crew c where c.topic = (select realtime.topic())));
    create policy "crew speaks" on realtime.messages for insert to authenticated
      with check (extension = 'broadcast'
        and exists (select from public.crew c where c.topic = (select realtime.topic()) and c.may_write));
    insert into public.crew values ('merchant:1', 'owner', true), ('merchant:1', 'packer', false);
  `)
})
afterAll(() => stand.stop())

const secret = { config: { private: true, broadcast: { ack: true } } }

async function as(person: string, lifetimeSeconds = 3_600) {
  const client = stand.client(await mintToken({ sub: person }, lifetimeSeconds))
  await client.realtime.setAuth()
  return client
}

test('whom a policy lets in hears the channel, whom it does not is refused with a reason', async () => {
  const owner = (await as('owner')).channel('merchant:1', secret)
  const packer = (await as('packer')).channel('merchant:1', secret)
  const heard: unknown[] = []
  packer.on('broadcast', { event: '*' }, ({ payload }) => heard.push(payload))
  await Promise.all([subscribed(owner), subscribed(packer)])
  expect(await owner.send({ type: 'broadcast', event: 'stock', payload: { n: 1 } })).toBe('ok')
  await expect.poll(() => heard).toEqual([{ n: 1 }])

  const reason = 'Unauthorized: You do not have permissions to read from this Channel topic: '
  await expect(subscribed((await as('stranger')).channel('merchant:1', secret))).rejects.toThrow(
    `${reason}merchant:1`,
  )
  await expect(subscribed(stand.client().channel('merchant:1', secret))).rejects.toThrow(
    `${reason}merchant:1`,
  )
  await expect(subscribed((await as('owner')).channel('merchant:2', secret))).rejects.toThrow(
    `${reason}merchant:2`,
  )
})

test('a write that the policy refuses reaches nobody', async () => {
  const owner = (await as('owner')).channel('merchant:1', secret)
  const packerClient = await as('packer')
  const packer = packerClient.channel('merchant:1', secret)
  const heard: unknown[] = []
  owner.on('broadcast', { event: '*' }, ({ payload }) => heard.push(payload))
  await Promise.all([subscribed(owner), subscribed(packer)])
  // No answer comes, so the client gives up after its own timeout.
  expect(await packer.send({ type: 'broadcast', event: 'e', payload: { n: 1 } }, { timeout: 500 })).toBe(
    'timed out',
  )
  // Nor when the refusal is already known.
  expect(await packer.send({ type: 'broadcast', event: 'e', payload: { n: 1 } }, { timeout: 500 })).toBe(
    'timed out',
  )
  await expect(packer.httpSend('e', { n: 2 })).rejects.toThrow('Forbidden')
  expect(await packer.track({ here: true })).toBe('error')
  const batch = await fetch(`${stand.url}/realtime/v1/api/broadcast`, {
    method: 'POST',
    headers: { apikey: stand.publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({
      messages: [{ topic: 'merchant:1', event: 'e', payload: { n: 3 }, private: true }],
    }),
  })
  expect(batch.status).toBe(202)
  await (await as('owner')).channel('merchant:1', secret).httpSend('e', { n: 4 })
  await expect.poll(() => heard).toEqual([{ n: 4 }])
})

test('many messages sent before the permission is known keep their order', async () => {
  const [sender, receiver] = [
    (await as('owner')).channel('merchant:1', secret),
    (await as('packer')).channel('merchant:1', secret),
  ]
  const heard: unknown[] = []
  receiver.on('broadcast', { event: '*' }, ({ payload }) => heard.push(payload.n))
  await Promise.all([subscribed(sender), subscribed(receiver)])
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  await Promise.all(numbers.map((n) => sender.send({ type: 'broadcast', event: 'e', payload: { n } })))
  await expect.poll(() => heard).toEqual(numbers)
})

test('private and public channels of one name do not hear each other', async () => {
  const owner = (await as('owner')).channel('merchant:1', secret)
  const open = await replicating(stand.client(), 'merchant:1')
  const [inside, outside]: [unknown[], unknown[]] = [[], []]
  owner.on('broadcast', { event: '*' }, ({ payload }) => inside.push(payload.n))
  open.on('broadcast', { event: '*' }, ({ payload }) => outside.push(payload.n))
  await subscribed(owner)
  await stand.shopSql`select realtime.send('{"n":1}', 'stock', 'merchant:1', true)`
  await stand.shopSql`select realtime.send('{"n":2}', 'stock', 'merchant:1', false)`
  await expect.poll(() => [inside, outside]).toEqual([[1], [2]])
  await open.httpSend('stock', { n: 3 })
  await expect.poll(() => [inside, outside]).toEqual([[1], [2, 3]])
})

test('asking leaves no rows behind', async () => {
  const probes =
    await stand.sql`select topic from realtime.messages where payload is null and binary_payload is null`
  expect(probes).toEqual([])
})

test('a channel closes when its token expires, and says so', async () => {
  const channel = (await as('owner', 2)).channel('merchant:1', secret)
  const told: string[] = []
  channel.on('system', {}, (message: { message: string }) => told.push(message.message))
  const statuses: string[] = []
  await new Promise<void>((resolve) => {
    channel.subscribe((status) => {
      statuses.push(status)
      if (status === 'SUBSCRIBED') resolve()
    })
  })
  await expect.poll(() => statuses, { timeout: 10_000 }).toContain('CLOSED')
  expect(told[0]).toMatch(/^Token has expired \d+ seconds ago$/)
})

test('a newer token keeps a channel open; one without the right closes it', async () => {
  const client = stand.client()
  await client.realtime.setAuth(await mintToken({ sub: 'owner' }, 2))
  const channel = client.channel('merchant:1', secret)
  const told: string[] = []
  channel.on('system', {}, (message: { message: string }) => told.push(message.message))
  await subscribed(channel)
  expect(await channel.send({ type: 'broadcast', event: 'e', payload: {} })).toBe('ok')
  await client.realtime.setAuth(await mintToken({ sub: 'packer' }, 3_600))
  // A channel that keeps a token of the same age shows when the first one would have ended.
  const witness = (await as('owner', 2)).channel('merchant:1', secret)
  await subscribed(witness)
  await expect.poll(() => witness.state, { timeout: 10_000 }).toBe('closed')
  expect(channel.state).toBe('joined')
  // The rights are now the packer's, who may not write.
  expect(await channel.send({ type: 'broadcast', event: 'e', payload: {} }, { timeout: 300 })).toBe(
    'timed out',
  )
  await client.realtime.setAuth(await mintToken({ sub: 'stranger' }, 3_600))
  await expect.poll(() => channel.state).toBe('closed')
  expect(told).toEqual([expect.stringContaining('permissions to read from this Channel topic: merchant:1')])
})

test.each([
  ['forged', 'JwtSignatureError', { lifetime: 3_600, isForged: true, claims: {} }],
  ['expired', 'InvalidJWTToken: Token has expired', { lifetime: -30, isForged: false, claims: {} }],
  [
    'without a role',
    'InvalidJWTToken: Fields',
    { lifetime: 60, isForged: false, claims: { role: undefined } },
  ],
  [
    'naming the superuser',
    'InvalidJWTToken: Role',
    { lifetime: 60, isForged: false, claims: { role: 'supabase_admin' } },
  ],
])('a token that is %s joins nothing', async (_name, reason, { lifetime, isForged, claims }) => {
  const token = await mintToken({ sub: 'owner', ...claims }, lifetime, isForged)
  for (const [topic, options] of [
    ['anything', {}],
    ['merchant:1', secret],
  ] as const) {
    const client = stand.client(token)
    await client.realtime.setAuth()
    await expect(subscribed(client.channel(topic, { config: {}, ...options }))).rejects.toThrow(reason)
  }
})

test('a policy that raises refuses instead of letting anybody in', async () => {
  await stand.shopSql.unsafe(`
    create policy "broken" on realtime.messages for select to anon using (1 / (length(topic) - length(topic)) = 1)`)
  await expect(subscribed(stand.client().channel('whatever', secret))).rejects.toThrow('Unauthorized')
  await stand.shopSql.unsafe('drop policy "broken" on realtime.messages')
})

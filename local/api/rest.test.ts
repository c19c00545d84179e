import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, startTestApi, type TestApi } from './testing.ts'

/** Two tables that refer to each other, rules for who sees what, and functions with every argument type in use. */
const SCHEMA = `
  create table public.makers (id uuid primary key default gen_random_uuid(), name text not null unique);
  create table public.pots (
    id uuid primary key default gen_random_uuid(),
    maker_id uuid not null references public.makers,
    owner_id uuid default auth.uid(),
    name text not null,
    price_cents int not null check (price_cents >= 0),
    weight numeric(10, 3),
    facts jsonb not null default '{}',
    fired_at timestamptz not null default '2026-01-02 03:04:05.678+00'
  );
  create table public.secrets (id int primary key);
  insert into public.secrets values (1);
  alter table public.makers enable row level security;
  alter table public.pots enable row level security;
  alter table public.secrets enable row level security;
  create policy "everybody sees makers" on public.makers for select to anon, authenticated using (true);
  create policy "owners see their pots" on public.pots for select to authenticated using (owner_id = (select auth.uid()));
  create policy "owners add pots" on public.pots for insert to authenticated with check (owner_id = (select auth.uid()));
  create policy "owners change pots" on public.pots for update to authenticated using (owner_id = (select auth.uid()));
  grant select on public.makers to anon, authenticated;
  grant select, insert, update on public.pots to authenticated;
  grant all on public.makers, public.pots, public.secrets to service_role;

  create function public.echo_types(
    p_uuids uuid[], p_ints int[], p_text text, p_int int, p_bigint bigint, p_object jsonb, p_array jsonb, p_json json,
    p_at timestamptz, p_flag boolean, p_amount numeric, p_nothing text default 'default', p_optional int default 7
  ) returns jsonb language sql as $$
    select jsonb_build_object('uuids', p_uuids, 'ints', p_ints, 'text', p_text, 'int', p_int, 'bigint', p_bigint,
      'object', p_object, 'array', p_array, 'json', p_json, 'at', p_at, 'flag', p_flag, 'amount', p_amount,
      'nothing', p_nothing, 'optional', p_optional, 'kinds', array[jsonb_typeof(p_object), jsonb_typeof(p_array)])
  $$;
  create function public.kind_of(p_value jsonb) returns text language sql as 'select jsonb_typeof(p_value)';
  create function public.list_numbers(p_count int) returns setof int language sql as 'select generate_series(1, p_count)';
  create function public.list_makers() returns setof public.makers language sql stable as 'select * from public.makers order by name';
  create function public.one_maker(p_name text) returns public.makers language sql stable as
    'select * from public.makers where name = p_name';
  create function public.list_pairs(p_names text[]) returns table (name text, length int, at timestamptz) language sql as
    $$ select n, length(n), '2026-01-02 03:04:05+00'::timestamptz from unnest(p_names) as n $$;
  create function public.do_nothing() returns void language plpgsql as 'begin perform 1; end';
  create function public.who_am_i() returns jsonb language sql stable as
    $$ select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'user', current_user, 'jwt', auth.jwt(),
      'agent', current_setting('request.headers')::json ->> 'x-client-info') $$;
  create function public.fail_with(p_code text) returns void language plpgsql as
    $$ begin raise exception 'went wrong' using errcode = p_code, detail = 'the detail', hint = 'the hint'; end $$;
  create function public.fail_plainly() returns void language plpgsql as $$ begin raise exception 'plain'; end $$;
  create function public.add_maker(p_name text) returns setof public.makers language sql as
    'insert into public.makers (name) values (p_name) returning *';
  create function public.teapot() returns text language plpgsql as $$ begin
    perform set_config('response.status', '418', true);
    perform set_config('response.headers', '[{"x-pot": "tea"}]', true);
    return 'short and stout'; end $$;
  create function public.private_function() returns int language sql as 'select 1';
  create function public.whole_body(jsonb) returns jsonb language sql as 'select $1';
  grant execute on all functions in schema public to anon, authenticated, service_role;
  revoke execute on function public.private_function() from public, anon, authenticated;
`

let api: TestApi
let ada: SupabaseClient
let bob: SupabaseClient
let anon: SupabaseClient
let service: SupabaseClient
let adaId: string
let makerId: string

beforeAll(async () => {
  api = await startTestApi()
  await api.sql.unsafe(SCHEMA)
  anon = api.client()
  service = api.client(api.config.keys.secretKey)
  ada = api.client()
  bob = api.client()
  const { user } = dataOf(await ada.auth.signInAnonymously())
  adaId = user?.id ?? ''
  dataOf(await bob.auth.signInAnonymously())
  makerId = dataOf(await service.from('makers').insert({ name: 'Kiln & Co' }).select().single()).id
  const pots = [1, 2, 3].map((n) => ({
    maker_id: makerId,
    name: `pot ${n}`,
    price_cents: n * 100,
    weight: n + 0.5,
  }))
  dataOf(await ada.from('pots').insert(pots).select())
})
afterAll(() => api.stop())

describe('tables under row level security', () => {
  it('shows each caller what the policies allow', async () => {
    expect(dataOf(await ada.from('pots').select('name'))).toHaveLength(3)
    expect(dataOf(await bob.from('pots').select('name'))).toEqual([])
    expect(dataOf(await service.from('pots').select('name'))).toHaveLength(3)
    expect((await anon.from('pots').select('name')).error).toMatchObject({ code: '42501' })
    expect((await ada.from('secrets').select()).error).toMatchObject({ code: '42501' })
    expect(dataOf(await service.from('secrets').select())).toEqual([{ id: 1 }])
  })

  it('refuses a row that a policy forbids, with 403 and for strangers 401', async () => {
    const pot = { maker_id: makerId, name: 'not mine', price_cents: 1, owner_id: adaId }
    expect(await bob.from('pots').insert(pot)).toMatchObject({ status: 403, error: { code: '42501' } })
    expect(await anon.from('pots').insert(pot)).toMatchObject({ status: 401, error: { code: '42501' } })
    expect(dataOf(await bob.from('pots').update({ name: 'mine now' }).eq('name', 'pot 1').select())).toEqual(
      [],
    )
  })

  it('embeds, filters, orders, limits and counts', async () => {
    const { data, count, error } = await ada
      .from('pots')
      .select('name, price_cents, maker:makers!inner(name)', { count: 'exact' })
      .gte('price_cents', 200)
      .eq('maker.name', 'Kiln & Co')
      .order('price_cents', { ascending: false })
      .range(0, 0)
    expect(error).toBeNull()
    expect(data).toEqual([{ name: 'pot 3', price_cents: 300, maker: { name: 'Kiln & Co' } }])
    expect(count).toBe(2)
    const head = await ada
      .from('pots')
      .select('*', { count: 'exact', head: true })
      .in('name', ['pot 1', 'pot 2'])
    expect(head).toMatchObject({ count: 2, data: null, error: null })
    const nested = dataOf(
      await ada.from('makers').select('name, pots(name)').order('name', { referencedTable: 'pots' }),
    )
    expect(nested).toEqual([
      { name: 'Kiln & Co', pots: [{ name: 'pot 1' }, { name: 'pot 2' }, { name: 'pot 3' }] },
    ])
  })

  it('answers exactly one row or PGRST116, none or null', async () => {
    expect(dataOf(await ada.from('pots').select('name').eq('price_cents', 100).single())).toEqual({
      name: 'pot 1',
    })
    expect((await ada.from('pots').select().single()).error).toMatchObject({ code: 'PGRST116' })
    expect(await ada.from('pots').select().eq('name', 'none').maybeSingle()).toMatchObject({
      data: null,
      error: null,
    })
  })

  it('writes instants, numbers and JSON as PostgREST does', async () => {
    const facts = { glaze: 'blue', layers: [1, 2], isDry: true }
    const changed = await ada
      .from('pots')
      .update({ facts })
      .eq('name', 'pot 1')
      .select('fired_at, weight, facts')
      .single()
    expect(dataOf(changed)).toEqual({ fired_at: '2026-01-02T03:04:05.678+00:00', weight: 1.5, facts })
  })

  const wrongs: [string, Record<string, unknown>, number, string][] = [
    ['a broken rule', { price_cents: -1 }, 400, '23514'],
    ['a missing value', { name: null }, 400, '23502'],
    ['an unknown maker', { maker_id: '00000000-0000-4000-8000-000000000000' }, 409, '23503'],
    ['a word for a number', { price_cents: 'many' }, 400, '22P02'],
  ]

  it.each(wrongs)('says what is wrong with %s', async (_, wrong, status, code) => {
    const pot: Record<string, unknown> = { maker_id: makerId, name: 'new', price_cents: 1, ...wrong }
    const answer = await ada.from('pots').insert(pot)
    expect(answer).toMatchObject({ status, error: { code } })
    expect(answer.error?.message).not.toContain('PostgresError')
  })
})

describe('functions', () => {
  const at = '2026-01-02T03:04:05.678+00:00'
  const args = {
    p_uuids: ['7b1c3f2e-0000-4000-8000-000000000001', '7b1c3f2e-0000-4000-8000-000000000002'],
    p_ints: [1, 2, null],
    p_text: 'quotes " and \\ and ü and {"a":1}',
    p_int: -5,
    p_bigint: 9_007_199_254_740_991,
    p_object: { a: 1, nested: { b: [true, null] } },
    p_array: [{ id: 1 }, 'two', 3],
    p_json: { plain: 'json' },
    p_at: at,
    p_flag: false,
    p_amount: 12.5,
  }

  it('receives every type of argument as it was sent, and defaults for the rest', async () => {
    expect(dataOf(await anon.rpc('echo_types', args))).toEqual({
      uuids: args.p_uuids,
      ints: args.p_ints,
      text: args.p_text,
      int: -5,
      bigint: 9_007_199_254_740_991,
      object: args.p_object,
      array: args.p_array,
      json: args.p_json,
      at,
      flag: false,
      amount: 12.5,
      nothing: 'default',
      optional: 7,
      kinds: ['object', 'array'],
    })
    const nulls = dataOf(
      await anon.rpc('echo_types', { ...args, p_uuids: [], p_nothing: null, p_object: null, p_optional: 1 }),
    )
    expect(nulls).toMatchObject({ uuids: [], nothing: null, object: null, optional: 1 })
  })

  it.each([
    [{ a: 1 }, 'object'],
    [[1], 'array'],
    [5, 'number'],
    [true, 'boolean'],
    ['text', 'string'],
    ['5', 'string'],
  ])('passes %j to a jsonb argument as %s', async (value, kind) => {
    expect(dataOf(await anon.rpc('kind_of', { p_value: value }))).toBe(kind)
  })

  it('passes objects and arrays to a jsonb argument through a filtered call as well', async () => {
    const rows = await anon
      .rpc('list_pairs', { p_names: ['pot', 'bowl'] })
      .select('name')
      .gt('length', 3)
    expect(dataOf(rows)).toEqual([{ name: 'bowl' }])
    expect(dataOf(await anon.rpc('kind_of', { p_value: { a: 1 } }, { count: 'exact' }))).toBe('object')
  })

  it('answers scalars, sets, rows, tables and nothing', async () => {
    expect(dataOf(await anon.rpc('list_numbers', { p_count: 3 }))).toEqual([1, 2, 3])
    expect(dataOf(await anon.rpc('list_numbers', { p_count: 0 }))).toEqual([])
    expect(dataOf(await anon.rpc('list_makers'))).toEqual([{ id: makerId, name: 'Kiln & Co' }])
    expect(dataOf(await anon.rpc('one_maker', { p_name: 'Kiln & Co' }))).toEqual({
      id: makerId,
      name: 'Kiln & Co',
    })
    expect(dataOf(await anon.rpc('list_pairs', { p_names: ['pot', 'a,b'] }))).toEqual([
      { name: 'pot', length: 3, at: '2026-01-02T03:04:05+00:00' },
      { name: 'a,b', length: 3, at: '2026-01-02T03:04:05+00:00' },
    ])
    expect(await anon.rpc('do_nothing')).toMatchObject({ data: null, error: null, status: 204 })
    expect(dataOf(await anon.rpc('whole_body', { any: ['thing'] }))).toEqual({ any: ['thing'] })
    expect(dataOf(await anon.rpc('list_numbers', { p_count: 1 }).single())).toBe(1)
    const none = await anon.rpc('list_numbers', { p_count: 2 }).single()
    expect(none).toMatchObject({
      status: 406,
      error: { code: 'PGRST116', details: 'The result contains 2 rows' },
    })
  })

  it('runs as the caller and sees the whole token', async () => {
    const asAda = dataOf(await ada.rpc('who_am_i'))
    expect(asAda).toMatchObject({ uid: adaId, role: 'authenticated', user: 'authenticated' })
    expect(asAda.jwt).toMatchObject({ sub: adaId, aal: 'aal1', is_anonymous: true })
    expect(asAda.agent).toContain('supabase-js')
    expect(dataOf(await anon.rpc('who_am_i'))).toMatchObject({ uid: null, role: 'anon', user: 'anon' })
    expect(dataOf(await service.rpc('who_am_i'))).toMatchObject({
      uid: null,
      role: 'service_role',
      user: 'service_role',
    })
    // The same through the filtering route, which lite serves.
    const filtered = await ada.rpc('who_am_i', {}, { get: true })
    expect(dataOf(filtered)).toMatchObject({ uid: adaId, user: 'authenticated' })
  })

  it.each([
    ['P0001', 400],
    ['23514', 400],
    ['23505', 409],
    ['23503', 409],
    ['42501', 401],
    ['P0002', 500],
    ['40001', 500],
    ['40P01', 500],
    ['57014', 500],
    ['28000', 403],
    ['ST002', 400],
    ['PT402', 402],
    ['53300', 503],
  ])('passes error %s on with status %i', async (code, status) => {
    const details = { code, message: 'went wrong', details: 'the detail', hint: 'the hint' }
    expect(await anon.rpc('fail_with', { p_code: code })).toMatchObject({ status, error: details })
  })

  it("gives a plain exception PostgREST's 400, through lite as well", async () => {
    const plain = { code: 'P0001', message: 'plain', details: null, hint: null }
    expect(await anon.rpc('fail_plainly')).toMatchObject({ status: 400, error: plain })
    expect(await anon.rpc('fail_plainly', {}, { count: 'exact' })).toMatchObject({
      status: 400,
      error: plain,
    })
  })

  it('keeps nothing of a call that fails', async () => {
    const added = await service.rpc('add_maker', { p_name: 'Kiln & Co' })
    expect(added).toMatchObject({ status: 409, error: { code: '23505' } })
    expect(dataOf(await service.from('makers').select())).toHaveLength(1)
  })

  it('lets a function set status and headers', async () => {
    const answer = await fetch(`${api.url}/rest/v1/rpc/teapot`, {
      method: 'POST',
      headers: { apikey: api.config.keys.publishableKey },
    })
    expect(answer.status).toBe(418)
    expect(answer.headers.get('x-pot')).toBe('tea')
    expect(await answer.json()).toBe('short and stout')
  })

  it('does not find what is not there, and does not run what is not granted', async () => {
    expect(await anon.rpc('no_such_function', { p: 1 })).toMatchObject({
      status: 404,
      error: { code: 'PGRST202' },
    })
    expect(await anon.rpc('list_numbers', { p_wrong: 1 })).toMatchObject({
      status: 404,
      error: { code: 'PGRST202' },
    })
    expect(await anon.rpc('private_function')).toMatchObject({ status: 401, error: { code: '42501' } })
    expect(await ada.rpc('private_function')).toMatchObject({ status: 403, error: { code: '42501' } })
  })
})

describe('the schema as it is now', () => {
  it('sees a function and a table made a moment ago', async () => {
    expect((await anon.rpc('made_later')).error?.code).toBe('PGRST202')
    expect((await service.from('later').select()).error?.code).toBe('PGRST205')
    await api.sql.unsafe(`create function public.made_later() returns int language sql as 'select 42';
      grant execute on function public.made_later() to anon;
      create table public.later (id int); grant all on public.later to service_role;`)
    await expect.poll(async () => (await anon.rpc('made_later')).data).toBe(42)
    await expect.poll(async () => (await service.from('later').select()).data).toEqual([])
  })

  it('keeps revoked grants revoked after a restart', async () => {
    const table = await api.sql`select has_table_privilege('anon', 'public.secrets', 'select') as may_read`
    expect(table[0]?.may_read).toBe(false)
    await api.sql`revoke select on public.makers from anon`
    await api.restart()
    expect((await anon.from('makers').select()).error).toMatchObject({ code: '42501' })
    expect((await anon.from('secrets').select()).error).toMatchObject({ code: '42501' })
    expect(dataOf(await ada.from('makers').select())).toHaveLength(1)
    await api.sql`grant select on public.makers to anon`
  })
})

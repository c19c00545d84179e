import type { SupabaseClient } from '@supabase/supabase-js'
import { dataOf, startTestApi, type TestApi } from '../testing.ts'

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

/** An API with that schema, callers of every kind, one maker, and three pots of Ada's. */
export type Workshop = {
  api: TestApi
  ada: SupabaseClient
  bob: SupabaseClient
  anon: SupabaseClient
  service: SupabaseClient
  adaId: string
  makerId: string
}

export async function startWorkshop(): Promise<Workshop> {
  const api = await startTestApi()
  await api.sql.unsafe(SCHEMA)
  const anon = api.client()
  const service = api.client(api.config.keys.secretKey)
  const ada = api.client()
  const bob = api.client()
  const { user } = dataOf(await ada.auth.signInAnonymously())
  dataOf(await bob.auth.signInAnonymously())
  const makerId: string = dataOf(
    await service.from('makers').insert({ name: 'Kiln & Co' }).select().single(),
  ).id
  const pots = [1, 2, 3].map((n) => ({
    maker_id: makerId,
    name: `pot ${n}`,
    price_cents: n * 100,
    weight: n + 0.5,
  }))
  dataOf(await ada.from('pots').insert(pots).select())
  return { api, ada, bob, anon, service, adaId: user?.id ?? '', makerId }
}

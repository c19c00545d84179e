-- What is sent to devices: a message, and shards of it, each a list of subscriptions that one worker sends to at a time.

create table public.push_messages (
  id bigint generated always as identity primary key,
  outbox_id bigint not null unique,
  kind text not null check (kind = any (public.push_kinds())),
  side text not null check (side in ('shopper', 'member')),
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  about jsonb not null check (jsonb_typeof(about) = 'object' and length(about::text) <= 2000),
  tag text not null check (length(tag) between 1 and 64),
  expires_at timestamptz not null,
  shared_to uuid,
  shared_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.push_messages is 'One thing to tell one person or a hundred thousand: a row of the outbox, shared out among shards.';
comment on column public.push_messages.payload is 'What it is about, as the outbox has it; whether it still holds is asked again before each shard is sent.';
comment on column public.push_messages.about is 'The names and instants that its words are made of.';
comment on column public.push_messages.tag is 'A device shows one message of a tag; a push service keeps the last one that has not arrived.';
comment on column public.push_messages.expires_at is 'When it is of no use any more: the TTL is counted from here.';
comment on column public.push_messages.shared_to is 'The last person who is in a shard, while sharing goes on page by page.';

create table public.push_shards (
  id bigint generated always as identity primary key,
  message_id bigint not null references public.push_messages (id) on delete cascade,
  priority smallint not null default 0 check (priority in (0, 1)),
  subscription_ids bigint[] not null check (cardinality(subscription_ids) between 1 and 1000),
  left_ids bigint[] not null,
  parked_ids bigint[] not null default '{}',
  sent int not null default 0 check (sent >= 0),
  gone int not null default 0 check (gone >= 0),
  dropped int not null default 0 check (dropped >= 0),
  run_after timestamptz not null default clock_timestamp(),
  leased_until timestamptz,
  attempts int not null default 0,
  done_at timestamptz,
  last_error text check (length(last_error) <= 1000),
  constraint nobody_is_lost_or_counted_twice check (
    cardinality(left_ids) + cardinality(parked_ids) + sent + gone + dropped = cardinality(subscription_ids)),
  constraint done_means_nobody_left check ((done_at is not null) = (cardinality(left_ids) = 0))
) with (fillfactor = 70);
comment on table public.push_shards is 'Up to 1,000 subscriptions a message goes to. Every one is left, parked, sent, gone or dropped at every commit.';
comment on column public.push_shards.left_ids is 'Whom it has still to be sent to; a worker takes out those whose push service has said yes, or never.';
comment on column public.push_shards.parked_ids is 'Refused for a reason that trying again does not cure (a wrong key, too large): kept until somebody looks.';
comment on column public.push_shards.dropped is 'Not sent any more: too late, no longer so, turned off, or the device is gone.';
comment on column public.push_shards.priority is 'What is for one person (0) goes before what is for everybody (1).';
create index push_shards_due_idx on public.push_shards (priority, run_after, id) where done_at is null;
create index push_shards_message_id_idx on public.push_shards (message_id);
create index push_shards_parked_idx on public.push_shards (id) where parked_ids <> '{}';

alter table public.push_messages enable row level security;
alter table public.push_shards enable row level security;
revoke all on public.push_messages, public.push_shards from public, anon, authenticated;

-- Whether what a message says still holds: holds; later (the sale is paused: perhaps again in a moment); over.
create function public.push_standing(p_kind text, p_payload jsonb)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when p_kind in ('sale_reminder', 'sale_open') then coalesce((
      select case s.status when 'scheduled' then 'holds' when 'paused' then 'later' else 'over' end
      from public.sales s where s.id = (p_payload ->> 'sale_id')::uuid and s.opens_at = (p_payload ->> 'opens_at')::timestamptz
    ), 'over')
    when p_kind in ('offer', 'claim_ending') then coalesce((
      select 'holds' from public.claims c
      where c.id = (p_payload ->> 'claim_id')::uuid and c.status = 'held' and c.expires_at > clock_timestamp() + interval '5 seconds'
    ), 'over')
    when p_kind = 'help' then coalesce((
      select 'holds' from public.help_threads t
      where t.order_id = (p_payload ->> 'order_id')::uuid
        and case p_payload ->> 'to' when 'shopper' then t.shopper_read_to else t.merchant_read_to end < (p_payload ->> 'message_id')::bigint
    ), 'over')
    else 'holds'
  end
$$;
revoke all on function public.push_standing(text, jsonb) from public, anon, authenticated;
grant execute on function public.push_standing(text, jsonb) to service_role;

-- What the words of a message are made of, its tag, and until when it is of use; no row when what it is about is not there.
create function public.push_about(p_kind text, p_payload jsonb)
returns table (about jsonb, tag text, expires_at timestamptz)
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('title', s.title, 'slug', s.slug, 'merchant', m.name, 'opensAt', s.opens_at), 'sale:' || s.id,
    case p_kind when 'sale_reminder' then s.opens_at else least(s.closes_at, s.opens_at + interval '10 minutes') end
  from public.sales s join public.merchants m on m.id = s.merchant_id
  where p_kind in ('sale_reminder', 'sale_open') and s.id = (p_payload ->> 'sale_id')::uuid
  union all
  select jsonb_build_object('title', s.title, 'slug', s.slug, 'product', p.name, 'variant', v.name, 'quantity', c.quantity,
      'expiresAt', c.expires_at), 'claim:' || s.id, c.expires_at
  from public.claims c
  join public.sales s on s.id = c.sale_id
  join public.sale_items i on i.id = c.item_id
  join public.product_variants v on v.id = i.variant_id
  join public.products p on p.id = v.product_id
  where p_kind in ('offer', 'claim_ending') and c.id = (p_payload ->> 'claim_id')::uuid
  union all
  select jsonb_build_object('orderId', o.id, 'number', o.number, 'merchant', m.name, 'template', p_payload ->> 'template'),
    'order:' || o.id, clock_timestamp() + interval '3 days'
  from public.orders o join public.merchants m on m.id = o.merchant_id
  where p_kind = 'order_update' and o.id = (p_payload ->> 'order_id')::uuid
  union all
  select jsonb_build_object('orderId', o.id, 'number', o.number, 'merchant', m.name, 'shopper', o.name, 'to', p_payload ->> 'to',
      'text', left(h.body, 200)), 'help:' || o.id, clock_timestamp() + interval '1 day'
  from public.help_messages h
  join public.orders o on o.id = h.order_id
  join public.merchants m on m.id = o.merchant_id
  where p_kind = 'help' and h.id = (p_payload ->> 'message_id')::bigint
$$;
revoke all on function public.push_about(text, jsonb) from public, anon, authenticated;
grant execute on function public.push_about(text, jsonb) to service_role;

-- The people a message is for, in the order of their ids: who asked to be reminded; the one person behind a claim or an
-- order, by all ids they are known by; the members of a merchant.
create function public.push_people(p_kind text, p_payload jsonb, p_after uuid, p_limit int)
returns setof uuid
language sql
stable
set search_path = ''
as $$
  select u.id from (
    (
      select r.user_id as id from public.reminders r
      where p_kind in ('sale_reminder', 'sale_open') and r.sale_id = (p_payload ->> 'sale_id')::uuid
        and (p_after is null or r.user_id > p_after)
      order by r.user_id limit p_limit
    )
    union
    select unnest(public.ids_of_person(c.shopper_id)) from public.claims c
    where p_kind in ('offer', 'claim_ending') and c.id = (p_payload ->> 'claim_id')::uuid
    union
    select unnest(public.ids_of_person(o.shopper_id)) from public.orders o
    where (p_kind = 'order_update' or (p_kind = 'help' and p_payload ->> 'to' = 'shopper')) and o.id = (p_payload ->> 'order_id')::uuid
    union
    select m.user_id from public.orders o join public.merchant_members m on m.merchant_id = o.merchant_id
    where p_kind = 'help' and p_payload ->> 'to' = 'merchant' and o.id = (p_payload ->> 'order_id')::uuid
  ) u
  where p_after is null or u.id > p_after
  order by u.id limit p_limit
$$;
revoke all on function public.push_people(text, jsonb, uuid, int) from public, anon, authenticated;
grant execute on function public.push_people(text, jsonb, uuid, int) to service_role;

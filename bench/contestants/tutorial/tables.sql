-- The tutorial's own tables, with the indexes its queries need; beside the shop's, so that both use one Postgres.
create schema if not exists tutorial;
create table if not exists tutorial.items (
  id uuid primary key,
  free int not null check (free >= 0),
  held int not null default 0,
  limit_per_shopper int not null,
  next_position bigint not null default 1,
  opens_at timestamptz not null,
  closes_at timestamptz not null
) with (fillfactor = 50);
create table if not exists tutorial.claims (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null,
  item_id uuid not null references tutorial.items (id),
  shopper_id uuid not null,
  quantity int not null,
  position bigint not null,
  status text not null default 'held',
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  unique (shopper_id, request_id),
  unique (item_id, position)
);
create index if not exists claims_of_shopper_idx on tutorial.claims (shopper_id, item_id);
create index if not exists claims_running_out_idx on tutorial.claims (expires_at) where status = 'held';
create table if not exists tutorial.movements (
  id bigint generated always as identity primary key,
  item_id uuid not null references tutorial.items (id),
  claim_id uuid not null references tutorial.claims (id),
  kind text not null,
  quantity int not null,
  at timestamptz not null default now()
);

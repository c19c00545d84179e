-- Schema realtime as hosted Supabase has it, as far as Broadcast from Database and Realtime Authorization go:
-- realtime.messages, realtime.topic(), realtime.send(), realtime.send_binary(), realtime.broadcast_changes().
-- Applied as supabase_admin at every start, so every statement may run again. Policies that migrations put on
-- realtime.messages are never touched.

-- 10-roles.sql makes supabase_realtime_admin and makes postgres a member of it: migrations run as postgres and
-- create policies on realtime.messages, which takes its owner's rights.
grant anon, authenticated, service_role to supabase_realtime_admin with inherit false;

create schema if not exists realtime authorization supabase_admin;

-- Grants are given once, with the table: what a migration revokes afterwards stays revoked.
do $$
begin
  if to_regclass('realtime.messages') is not null then
    return;
  end if;
  create table realtime.messages (
    topic text not null,
    extension text not null,
    payload jsonb,
    event text,
    private boolean default false,
    updated_at timestamp not null default now(),
    inserted_at timestamp not null default now(),
    id uuid not null default gen_random_uuid(),
    binary_payload bytea,
    skip_broadcast boolean not null default false,
    constraint messages_payload_exclusive check (payload is null or binary_payload is null),
    primary key (id, inserted_at)
  ) partition by range (inserted_at);
  create index messages_inserted_at_topic_index
    on realtime.messages (inserted_at desc, topic) where extension = 'broadcast' and private is true;
  alter table realtime.messages owner to supabase_realtime_admin;
  alter table realtime.messages enable row level security;

  grant usage on schema realtime to postgres with grant option;
  grant usage on schema realtime to anon, authenticated, service_role;
  grant all on schema realtime to supabase_realtime_admin;
  grant select, insert, update on realtime.messages to anon, authenticated, service_role;
  grant all on realtime.messages to postgres;
  grant select, insert on realtime.messages to postgres with grant option;
end $$;
comment on table realtime.messages is
  'One row per message sent from the database; committed rows are broadcast. Policies on it authorize private channels.';

-- realtime.topic(): the topic being authorized, for use in policies. Null outside of an authorization.
create or replace function realtime.topic() returns text
language sql stable
set search_path = ''
as $$ select nullif(current_setting('realtime.topic', true), '') $$;

-- realtime.send(): broadcasts a JSON object to a topic when the caller's transaction commits.
-- Never fails its caller, as hosted: a payload that is not an object, a refusing policy or a missing partition
-- end in a warning and the message is lost. Costs one subtransaction. An "id" is added when the payload has none.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid := gen_random_uuid();
  v_payload jsonb := payload;
begin
  if not payload ? 'id' then
    v_payload := jsonb_set(payload, '{id}', to_jsonb(v_id));
  end if;
  -- Local to the transaction, so that an insert policy can read realtime.topic().
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (v_id, v_payload, event, topic, private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;

-- realtime.send_binary(): the same for bytes. Retry behaviour and losses as realtime.send().
create or replace function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (binary_payload, event, topic, private, extension)
  values (payload, event, topic, private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end $$;

-- realtime.broadcast_changes(): for row triggers; sends the row's old and new form to a private topic.
-- Raises when called for a statement or for anything but INSERT, UPDATE and DELETE.
create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW'
) returns void
language plpgsql
set search_path = ''
as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation;
  end if;
  perform realtime.send(
    jsonb_build_object(
      'old_record', old, 'record', new, 'operation', operation, 'table', table_name, 'schema', table_schema
    ),
    event_name, topic_name
  );
exception when others then
  raise exception 'Failed to process the row: %', sqlerrm;
end $$;

alter function realtime.topic() owner to supabase_realtime_admin;
alter function realtime.send(jsonb, text, text, boolean) owner to supabase_realtime_admin;
alter function realtime.send_binary(bytea, text, text, boolean) owner to supabase_realtime_admin;
alter function realtime.broadcast_changes(text, text, text, text, text, record, record, text)
  owner to supabase_realtime_admin;
-- PUBLIC may execute these, as on hosted Supabase; row level security on realtime.messages decides what comes of it.

-- Keeps daily partitions of realtime.messages from yesterday to three days ahead (UTC) and drops those that ended more
-- than 72 hours ago. On hosted Supabase the Realtime service does this itself; here local/realtime calls it at start and
-- every hour. Lock order: realtime.messages exclusively, for a moment and only when there is something to make or drop;
-- gives up after 2 s of waiting (55P03) so that claims never queue behind it for long. Repeating is harmless.
create or replace function realtime.local_keep_partitions() returns void
language plpgsql
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_today date := (clock_timestamp() at time zone 'UTC')::date;
  v_day date;
  v_name text;
begin
  for v_day in select v_today + n from generate_series(-1, 3) as n loop
    v_name := 'messages_' || to_char(v_day, 'YYYY_MM_DD');
    if to_regclass('realtime.' || v_name) is null then
      execute format(
        'create table realtime.%I partition of realtime.messages for values from (%L) to (%L)',
        v_name, v_day, v_day + 1
      );
      -- Reached through its parent only: no grants, and no policies either.
      execute format('alter table realtime.%I owner to supabase_realtime_admin', v_name);
      execute format('alter table realtime.%I enable row level security', v_name);
    end if;
  end loop;
  for v_name in
    select c.relname
    from pg_catalog.pg_inherits i
    join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'realtime.messages'::regclass
      and c.relname ~ '^messages_\d{4}_\d{2}_\d{2}$'
      and to_date(right(c.relname, 10), 'YYYY_MM_DD') + 1 < (clock_timestamp() at time zone 'UTC') - interval '72 hours'
  loop
    execute format('drop table realtime.%I', v_name);
  end loop;
end $$;
revoke execute on function realtime.local_keep_partitions() from public;

select realtime.local_keep_partitions();

-- What local/realtime follows. Inserts only: nothing else on the table is broadcast.
do $$
begin
  if not exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime_messages_publication') then
    create publication supabase_realtime_messages_publication for table realtime.messages with (publish = 'insert');
  end if;
end $$;

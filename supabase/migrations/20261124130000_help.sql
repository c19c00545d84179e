-- Help: one thread per order, between who ordered and who sells.

create table public.help_threads (
  order_id uuid primary key references public.orders (id),
  merchant_id uuid not null,
  status text not null default 'closed' check (status in ('waiting', 'answered', 'closed')),
  waiting_since timestamptz,
  last_message_id bigint not null default 0,
  last_message_at timestamptz not null default clock_timestamp(),
  shopper_read_to bigint not null default 0 check (shopper_read_to >= 0),
  merchant_read_to bigint not null default 0 check (merchant_read_to >= 0),
  shopper_mail_id bigint,
  merchant_mail_id bigint,
  constraint waiting_has_a_time check ((status = 'waiting') = (waiting_since is not null)),
  constraint nobody_reads_ahead check (greatest(shopper_read_to, merchant_read_to) <= last_message_id)
);
comment on table public.help_threads is 'What an order''s shopper and its merchant write to each other; waiting means that the merchant has to answer.';
comment on column public.help_threads.merchant_id is 'The order''s merchant, copied for the indexes; no reference, which would make this a second way from orders to merchants for the Data API.';
comment on column public.help_threads.waiting_since is 'Since when the oldest question is unanswered.';
comment on column public.help_threads.shopper_mail_id is 'The newest mail to that side in the outbox: while nobody has taken it, new messages join it.';
create index help_threads_waiting_idx on public.help_threads (merchant_id, waiting_since) where status = 'waiting';
create index help_threads_merchant_id_idx on public.help_threads (merchant_id, last_message_at desc);

create table public.help_messages (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.help_threads (order_id),
  author text not null check (author in ('shopper', 'merchant')),
  author_id uuid not null,
  body text not null check (length(body) between 1 and 4000),
  request_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  constraint one_message_per_request unique (order_id, author_id, request_id),
  constraint no_control_characters check (body !~ '[\u0001-\u0008\u000b-\u001f\u007f]')
);
comment on table public.help_messages is 'Append-only: every message of a thread. Ids grow within a thread.';
comment on column public.help_messages.author_id is 'Who of the merchant wrote it; shoppers see the merchant''s name only.';
create index help_messages_order_id_idx on public.help_messages (order_id, id);
create index help_messages_author_id_idx on public.help_messages (author_id, at desc);
-- History, but for one change: what a person wrote is erased with their account (see erase_orders), and says so.
create function public.check_message_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.body = '(erased)' and new = jsonb_populate_record(old, jsonb_build_object('body', '(erased)'))
    and exists (select 1 from public.order_erasures e where e.order_id = new.order_id and e.erased_at is null) then
    return new;
  end if;
  raise exception 'help_messages is append-only: write a new row that corrects the old one' using errcode = 'ST001';
end
$$;
revoke all on function public.check_message_change() from public, anon, authenticated;
create trigger help_messages_change before update on public.help_messages
  for each row execute function public.check_message_change();
create trigger help_messages_are_history before delete on public.help_messages
  for each row execute function public.refuse_change();
create trigger help_messages_are_never_emptied before truncate on public.help_messages
  for each statement execute function public.refuse_change();

alter table public.help_threads enable row level security;
alter table public.help_messages enable row level security;
revoke all on public.help_threads, public.help_messages from public, anon, authenticated;
revoke update, delete, truncate on public.help_messages from service_role;
grant select on public.help_threads to authenticated;
grant select (id, order_id, author, body, request_id, at) on public.help_messages to authenticated;

create policy "shoppers read the threads of their own orders" on public.help_threads
  for select to authenticated using (
    exists (select 1 from public.orders o where o.id = order_id and o.shopper_id = (select auth.uid()))
  );
create policy "members read their merchant's threads" on public.help_threads
  for select to authenticated using (public.is_merchant_member(merchant_id));
create policy "who reads a thread reads its messages" on public.help_messages
  for select to authenticated using (
    exists (select 1 from public.help_threads t where t.order_id = help_messages.order_id)
  );

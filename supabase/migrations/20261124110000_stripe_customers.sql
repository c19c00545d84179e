-- Which customer of Stripe's a shopper with an account is, so that their saved cards are found again. Guests have none:
-- somebody who never comes back must leave nothing behind at Stripe that could be charged.

create table public.stripe_customers (
  shopper_id uuid primary key references auth.users (id) on delete cascade,
  customer_id text not null unique check (length(customer_id) between 1 and 255),
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.stripe_customers is 'The Stripe customer of a shopper with an account. Written by remember_customer() and forget_customer(); a row never changes.';

-- The rule of the table said a second time: a guest's row is impossible, whoever writes it.
create function public.check_customer_is_no_guest()
returns trigger
language plpgsql
security definer -- whether somebody is a guest stands in auth.users, which no role of the API may read
set search_path = ''
as $$
begin
  if exists (select 1 from auth.users u where u.id = new.shopper_id and u.is_anonymous) then
    raise exception 'shopper % is a guest and has no Stripe customer', new.shopper_id using errcode = 'ST002';
  end if;
  return new;
end
$$;
revoke all on function public.check_customer_is_no_guest() from public, anon, authenticated;
create trigger stripe_customers_are_no_guests before insert on public.stripe_customers
  for each row execute function public.check_customer_is_no_guest();
create trigger stripe_customers_never_change before update on public.stripe_customers
  for each row execute function public.refuse_change();

alter table public.stripe_customers enable row level security;
revoke all on public.stripe_customers from public, anon, authenticated;

-- Whether a shopper has an account, and their Stripe customer if they have one already. An unknown id is no account.
create function public.stripe_customer_of(p_shopper_id uuid)
returns table (has_account boolean, customer_id text)
language sql
stable
security definer -- whether somebody is a guest stands in auth.users, which no role of the API may read
set search_path = ''
as $$
  select exists (select 1 from auth.users u where u.id = p_shopper_id and not u.is_anonymous),
    (select c.customer_id from public.stripe_customers c where c.shopper_id = p_shopper_id)
$$;
revoke all on function public.stripe_customer_of(uuid) from public, anon, authenticated;
grant execute on function public.stripe_customer_of(uuid) to service_role;

-- Remembers the customer made for a shopper and answers the one that stands: the first, when two requests made one each.
-- Null for a guest or an unknown shopper: nothing is remembered then. Raises ST003 for somebody else's customer. Retry: safe. Locks: none besides the row.
create function public.remember_customer(p_shopper_id uuid, p_customer_id text)
returns text
language plpgsql
security definer -- whether somebody is a guest stands in auth.users, which no role of the API may read
set search_path = ''
as $$
declare
  v_customer_id text;
begin
  if not exists (select 1 from auth.users u where u.id = p_shopper_id and not u.is_anonymous) then
    return null;
  end if;
  -- Of either index: two requests with one customer meet in whichever is looked at first.
  insert into public.stripe_customers (shopper_id, customer_id) values (p_shopper_id, p_customer_id)
  on conflict do nothing;
  select c.customer_id into v_customer_id from public.stripe_customers c where c.shopper_id = p_shopper_id;
  if v_customer_id is null then
    raise exception 'customer % is somebody else''s', p_customer_id using errcode = 'ST003';
  end if;
  return v_customer_id;
end
$$;
revoke all on function public.remember_customer(uuid, text) from public, anon, authenticated;
grant execute on function public.remember_customer(uuid, text) to service_role;

-- Forgets a customer that Stripe does not have any more (deleted in its dashboard), so that another can be made. Does nothing
-- when another one stands by now. Retry: safe. Locks: none besides the row.
create function public.forget_customer(p_shopper_id uuid, p_customer_id text)
returns void
language sql
set search_path = ''
as $$
  delete from public.stripe_customers c where c.shopper_id = p_shopper_id and c.customer_id = p_customer_id
$$;
revoke all on function public.forget_customer(uuid, text) from public, anon, authenticated;
grant execute on function public.forget_customer(uuid, text) to service_role;

-- Customers and their sessions at Stripe are asked for by a bucket of their own, two calls a token: a rush of returning
-- shoppers opening the page that pays must not take from the payments, nor from what cancels and refunds.
alter table public.stripe_buckets drop constraint stripe_buckets_kind_check;
alter table public.stripe_buckets add constraint stripe_buckets_kind_check
  check (kind in ('payments', 'housekeeping', 'customers'));
insert into public.stripe_buckets (kind, per_second, burst, tokens) values ('customers', 10, 20, 20);

-- How fast Stripe is asked, by all instances together, and the settings of everything around a payment.
--
-- Stripe takes 100 requests a second of an account and 25 a second of one endpoint. A payment is one create and one confirm,
-- two endpoints; so 25 payments started a second and 25 calls of housekeeping beside them stay below both.

create table public.stripe_buckets (
  kind text primary key check (kind in ('payments', 'housekeeping')),
  per_second double precision not null default 25 check (per_second > 0 and per_second <= 10000),
  burst int not null default 25 check (burst between 1 and 10000),
  tokens double precision not null default 25,
  filled_at timestamptz not null default clock_timestamp(),
  constraint never_more_than_the_burst check (tokens >= 0 and tokens <= burst)
);
comment on table public.stripe_buckets is 'Token buckets of all instances together: payments are one token each, housekeeping (cancel, look up, refund, capture) one token a call, so that neither starves the other.';
comment on column public.stripe_buckets.tokens is 'How many there were at filled_at; since then per_second more each second, never above burst.';
insert into public.stripe_buckets (kind) values ('payments'), ('housekeeping');

create table public.payment_settings (
  is_only boolean primary key default true check (is_only),
  queue_present_seconds int not null default 10 check (queue_present_seconds between 1 and 600),
  queue_patience_seconds int not null default 45 check (queue_patience_seconds between 1 and 3600),
  silence_seconds int not null default 120 check (silence_seconds between 1 and 86400),
  refund_silence_seconds int not null default 3600 check (refund_silence_seconds between 1 and 604800),
  reconcile_seconds int not null default 300 check (reconcile_seconds between 1 and 86400),
  attempts_per_claim int not null default 5 check (attempts_per_claim between 1 and 20),
  attempts_per_shopper int not null default 12 check (attempts_per_shopper between 1 and 1000),
  declines_per_address int not null default 30 check (declines_per_address between 1 and 100000),
  attempts_window_seconds int not null default 600 check (attempts_window_seconds between 1 and 86400),
  check (queue_patience_seconds >= queue_present_seconds)
);
comment on table public.payment_settings is 'One row: what everything around a payment waits for and counts to.';
comment on column public.payment_settings.queue_present_seconds is 'Who asked within this long is called up; who did not is passed over but keeps their place.';
comment on column public.payment_settings.queue_patience_seconds is 'Who has not asked for this long has lost their place and gets the bag back.';
comment on column public.payment_settings.silence_seconds is 'A payment of which nothing was heard for this long is looked up at Stripe, and again each time.';
comment on column public.payment_settings.reconcile_seconds is 'How often the list of all intents is held against the orders; what is younger than twice that is left alone.';
comment on column public.payment_settings.attempts_per_claim is 'How often one claim may be tried to be paid: a card tester needs hundreds.';
comment on column public.payment_settings.declines_per_address is 'Declined cards from one network address within the window, all shoppers together. Payments that go through do not count: a whole office may buy.';
insert into public.payment_settings default values;

alter table public.stripe_buckets enable row level security;
alter table public.payment_settings enable row level security;
revoke all on public.stripe_buckets, public.payment_settings from public, anon, authenticated;
revoke insert, delete, truncate on public.stripe_buckets, public.payment_settings from service_role;

-- What a bucket holds at an instant. A clock that was set back fills nothing.
create function public.tokens_at(p_bucket public.stripe_buckets, p_now timestamptz)
returns double precision
language sql
immutable
set search_path = ''
as $$
  select least(p_bucket.burst, p_bucket.tokens
    + p_bucket.per_second * greatest(0, extract(epoch from p_now - p_bucket.filled_at)::double precision))
$$;
revoke all on function public.tokens_at(public.stripe_buckets, timestamptz) from public, anon, authenticated;

-- Takes p_count tokens of a kind, all or none. Answers 0 when they are taken, else the milliseconds until there will be as
-- many, if nobody else takes them. Raises ST003 for a kind that is none and for more than the bucket ever holds. Retry:
-- takes again. Locks: the bucket, last of all.
create function public.take_stripe_tokens(p_kind text, p_count int default 1)
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_bucket public.stripe_buckets;
  v_now timestamptz;
  v_tokens double precision;
begin
  select b.* into v_bucket from public.stripe_buckets b where b.kind = p_kind for update;
  if not found or coalesce(p_count, 0) not between 1 and v_bucket.burst then
    raise exception '% tokens of the bucket % can never be had', p_count, p_kind using errcode = 'ST003';
  end if;
  v_now := clock_timestamp();
  v_tokens := public.tokens_at(v_bucket, v_now);
  if v_tokens < p_count then
    return ceil((p_count - v_tokens) / v_bucket.per_second * 1000)::int;
  end if;
  update public.stripe_buckets b set tokens = v_tokens - p_count, filled_at = greatest(b.filled_at, v_now) where b.kind = p_kind;
  return 0;
end
$$;
revoke all on function public.take_stripe_tokens(text, int) from public, anon, authenticated;
grant execute on function public.take_stripe_tokens(text, int) to service_role;

-- Sales that are being built. A draft is no sale yet: it may lack anything, its items have no stock that would have to be accounted for, and it
-- can be thrown away. schedule_sale() makes the sale of it.

create table public.sale_drafts (
  id uuid primary key,
  merchant_id uuid not null references public.merchants (id) on delete cascade,
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 100000),
  version bigint not null default 0,
  sale_id uuid unique references public.sales (id),
  taken_back_from uuid unique references public.sales (id),
  created_at timestamptz not null default now(),
  saved_at timestamptz not null default now(),
  saved_by uuid
);
comment on table public.sale_drafts is 'What a merchant has typed of a sale so far; sale_id once it was scheduled, and nothing of it changes any more.';
comment on column public.sale_drafts.content is
  '{title, tagline, story, category, heroUrl, heroAlt, opensAt, closesAt, timeZone, holdSeconds, paySeconds, shippingCents, capture, taxBasisPoints, taxName, shippingNote, returnsNote, items: [{variantId, priceCents, wasPriceCents, limitPerShopper, stock}]}; any of it may be missing or wrong.';
comment on column public.sale_drafts.taken_back_from is 'The sale that take_back_sale() made this draft of: whoever asked to be reminded of it is handed on.';
create index sale_drafts_merchant_id_idx on public.sale_drafts (merchant_id, saved_at desc);
create trigger sale_drafts_version before update on public.sale_drafts
  for each row execute function public.bump_version();
create trigger sale_drafts_stay_scheduled before update or delete on public.sale_drafts
  for each row when (old.sale_id is not null) execute function public.refuse_change();

alter table public.sale_drafts enable row level security;
revoke all on public.sale_drafts from public, anon, authenticated;
grant select on public.sale_drafts to authenticated;
create policy "who builds sales reads the drafts of their merchant" on public.sale_drafts
  for select to authenticated using (merchant_id in (select public.merchants_where('build_sales')));

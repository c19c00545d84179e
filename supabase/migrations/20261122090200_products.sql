-- What a merchant makes. Prices and stock belong to the items of a sale, not here.

create table public.products (
  id uuid primary key default gen_random_uuid(),
  merchant_id uuid not null references public.merchants (id),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  name text not null check (length(name) between 1 and 120),
  description text not null default '' check (length(description) <= 4000),
  tax_basis_points int check (tax_basis_points between 0 and 10000),
  status text not null default 'active' check (status in ('active', 'archived')),
  version bigint not null default 0,
  created_at timestamptz not null default now(),
  unique (merchant_id, slug)
);
create trigger products_version before update on public.products
  for each row execute function public.bump_version();
comment on table public.products is 'A thing a merchant makes, with variants and pictures.';
comment on column public.products.status is 'archived: kept for the records of its sales, and not offered for new ones.';
comment on column public.products.tax_basis_points is 'The rate of the tax contained in its price, where it is not that of the sale (books, food); 700 is 7 %.';

create table public.product_variants (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references public.products (id) on delete cascade,
  name text not null check (length(name) between 1 and 80),
  position int not null default 0,
  unique (product_id, name)
);
comment on table public.product_variants is 'One choice of a product (size, colour); a product without choices has one variant.';

create table public.product_pictures (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references public.products (id) on delete cascade,
  url text not null check (length(url) between 1 and 500),
  alt text not null check (length(alt) between 1 and 300),
  position int not null default 0,
  unique (product_id, position)
);
comment on table public.product_pictures is 'Pictures of a product in the order they are shown, each with words for who cannot see it.';

alter table public.products enable row level security;
alter table public.product_variants enable row level security;
alter table public.product_pictures enable row level security;
revoke all on public.products, public.product_variants, public.product_pictures from public, anon, authenticated;
grant select on public.products, public.product_variants, public.product_pictures to anon, authenticated;
-- Policies are in 20261122090400_product_policies.sql: what is for sale decides what is public, and sales come next.

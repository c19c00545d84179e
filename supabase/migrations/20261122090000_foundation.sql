-- What every later migration stands on: nothing is granted unless it is written down, and the errors that are bugs of a
-- caller carry SQLSTATEs of our own.
--
--   ST001  an append-only table was about to be changed
--   ST002  a state was about to make a move that does not exist
--   ST003  the arguments of a function do not fit together (arrays of different lengths, a missing id)

-- Hosted Supabase grants everything new in `public` to the API roles by default. Here a grant is always a line of SQL.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke execute on functions from public, anon, authenticated;
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public grant all on tables to service_role;
alter default privileges in schema public grant all on sequences to service_role;
alter default privileges in schema public grant execute on functions to service_role;
revoke create on schema public from public;
grant usage on schema public to anon, authenticated, service_role;

-- Refuses any change of a row. Attached to the tables that are history.
create function public.refuse_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception '% is append-only: write a new row that corrects the old one', tg_table_name
    using errcode = 'ST001';
end
$$;
revoke all on function public.refuse_change() from public, anon, authenticated;

-- Counts the versions of a row, so that readers can tell old from new whatever order they arrive in.
create function public.bump_version()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;
revoke all on function public.bump_version() from public, anon, authenticated;

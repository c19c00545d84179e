-- The roles of a hosted Supabase project. Applied by supabase_admin, the superuser, at every start, so each
-- statement may run again. Passwords belong to the machine and are set by whoever applies this.

do $$
declare
  v_role text;
begin
  foreach v_role in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      execute format('create role %I nologin noinherit', v_role);
    end if;
  end loop;
  foreach v_role in array array['supabase_auth_admin', 'supabase_realtime_admin', 'supabase_storage_admin'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      execute format('create role %I nologin noinherit', v_role);
    end if;
  end loop;
  if not exists (select from pg_catalog.pg_roles where rolname = 'authenticator') then
    create role authenticator;
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'postgres') then
    create role postgres;
  end if;
end
$$;

alter role service_role bypassrls;
alter role authenticator login noinherit;
alter role supabase_auth_admin createrole;
-- What a hosted project gives to the person who owns it: everything but the superuser's rights.
alter role postgres login inherit nosuperuser createdb createrole replication bypassrls;
alter role postgres set search_path = "$user", public, extensions;

grant anon, authenticated, service_role to authenticator;
-- With the admin option, because migrations grant to these roles and tests become them.
grant anon, authenticated, service_role to postgres with admin option;
-- Migrations write policies on realtime.messages and storage.objects, which only an owner may do.
grant supabase_realtime_admin, supabase_storage_admin to postgres;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

-- Hosted: a person's request is cut off sooner than a server's.
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';

do $$
begin
  execute format('alter database %I owner to postgres', current_database());
end
$$;

-- Nothing is granted here that a migration has not asked for: being able to look things up by name is all.
revoke create on schema public from public;
grant usage on schema public to anon, authenticated, service_role;

do $$
begin
  if not exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
end
$$;
-- Migrations add tables to it.
alter publication supabase_realtime owner to postgres;

import { rmSync } from 'node:fs'
import { createClient } from '@supabase/supabase-js'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gateway, startGateway } from '../api/gateway.ts'
import { readSettings } from '../api/settings.ts'
import type { LocalConfig } from '../config.ts'
import { testConfig, testLog } from '../testing.ts'
import { type RunningPostgres, startPostgres } from './cluster.ts'
import { applyBootstrap } from './migrate.ts'

let config: LocalConfig
let server: RunningPostgres
let gateway: Gateway
/** Role postgres. */
let sql: Sql
beforeAll(async () => {
  config = await testConfig()
  server = await startPostgres(config, testLog, { isDurable: false })
  await applyBootstrap(config, testLog)
  gateway = await startGateway(config, testLog, readSettings({}, 'no such file'))
  sql = postgres(config.dbUrl, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await gateway.close()
  await server.close()
  rmSync(config.stateDir, { recursive: true, force: true })
})

/** Runs a statement as a role and gives its SQLSTATE, or 'allowed'. Nothing is kept. */
async function tryAs(role: string, statement: string): Promise<string> {
  const undo = new Error('undone')
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(`set local role ${role}`)
      await tx.unsafe(statement)
      throw undo
    })
  } catch (error) {
    if (error === undo) return 'allowed'
    return error instanceof postgres.PostgresError ? error.code : String(error)
  }
  return 'allowed'
}

describe('roles', () => {
  it('are those of a hosted project', async () => {
    const rows = await sql`
      select rolname as name, rolsuper as is_super, rolcanlogin as may_login, rolbypassrls as bypasses, rolinherit as inherits,
        rolcreaterole as creates_roles, rolcreatedb as creates_databases, rolreplication as replicates
      from pg_roles where rolname in ('postgres', 'anon', 'authenticated', 'service_role', 'authenticator')`
    const role = (name: string) => rows.find((row) => row.name === name)
    expect(role('postgres')).toMatchObject({
      is_super: false,
      may_login: true,
      bypasses: true,
      creates_roles: true,
      creates_databases: true,
      replicates: true,
    })
    for (const name of ['anon', 'authenticated']) {
      expect(role(name)).toMatchObject({
        is_super: false,
        may_login: false,
        bypasses: false,
        creates_roles: false,
      })
    }
    expect(role('service_role')).toMatchObject({ is_super: false, may_login: false, bypasses: true })
    expect(role('authenticator')).toMatchObject({
      is_super: false,
      may_login: true,
      inherits: false,
      bypasses: false,
    })
  })

  it.each(['anon', 'authenticated', 'service_role'])(
    '%s can be taken by postgres and makes nothing in public',
    async (role) => {
      expect(await tryAs(role, 'select 1')).toBe('allowed')
      expect(await tryAs(role, 'create table public.mine (id int)')).toBe('42501')
      expect(await tryAs(role, 'create schema mine')).toBe('42501')
      expect(await tryAs(role, 'create role mine')).toBe('42501')
    },
  )

  it.each(['anon', 'authenticated', 'service_role'])('%s reads none of the tables of auth', async (role) => {
    for (const table of [
      'users',
      'sessions',
      'refresh_tokens',
      'identities',
      'mfa_factors',
      'mfa_amr_claims',
    ]) {
      expect(await tryAs(role, `select * from auth.${table}`)).toBe('42501')
    }
  })

  it('give nobody anything on a new table until a migration says so', async () => {
    await sql.unsafe(
      'create table public.fresh (id int); create table public.read_only (id int); grant select on public.read_only to anon',
    )
    for (const role of ['anon', 'authenticated']) {
      expect(await tryAs(role, 'select * from public.fresh')).toBe('42501')
      expect(await tryAs(role, 'insert into public.fresh values (1)')).toBe('42501')
    }
    expect(await tryAs('anon', 'insert into public.read_only values (1)')).toBe('42501')
    await sql.unsafe('revoke select on public.read_only from anon')
    await applyBootstrap(config, testLog)
    expect(await tryAs('anon', 'select * from public.read_only')).toBe('42501')
  })
})

it('knows the caller from either spelling of the claims', async () => {
  const id = '7b1c3f2e-0000-4000-8000-000000000001'
  const ask = (settings: Record<string, string>) =>
    sql.begin(async (tx) => {
      for (const [name, value] of Object.entries(settings))
        await tx`select set_config(${name}, ${value}, true)`
      const [row] =
        await tx`select auth.uid() as uid, auth.role() as role, auth.email() as email, auth.jwt() as jwt`
      return row
    })
  const claims = { sub: id, role: 'authenticated', email: 'a@stampede.test', aal: 'aal2' }
  const whole = { uid: id, role: 'authenticated', email: 'a@stampede.test' }
  expect(await ask({ 'request.jwt.claims': JSON.stringify(claims) })).toMatchObject({ ...whole, jwt: claims })
  const single = { 'request.jwt.claim.sub': id, 'request.jwt.claim.role': 'anon', 'request.jwt.claims': '' }
  expect(await ask(single)).toMatchObject({ uid: id, role: 'anon', email: null, jwt: null })
  expect(await ask({})).toMatchObject({ uid: null, role: null, jwt: null })
})

it('answers 503 while Postgres is away, and serves again when it is back', async () => {
  const client = createClient(config.urls.api, config.keys.publishableKey, {
    auth: { persistSession: false },
  })
  const signUp = () =>
    fetch(`${config.urls.api}/auth/v1/signup`, {
      method: 'POST',
      headers: { apikey: config.keys.publishableKey },
      body: '{}',
    })
  expect((await signUp()).status).toBe(200)
  expect(await client.rpc('nothing')).toMatchObject({ status: 404 })
  await server.close()
  const away = await signUp()
  expect(away.status).toBe(503)
  expect(await away.json()).toMatchObject({ message: expect.stringContaining('try again') })
  expect((await client.from('fresh').select()).status).toBe(503)
  expect((await client.rpc('nothing')).status).toBe(503)
  server = await startPostgres(config, testLog, { isDurable: false })
  await expect.poll(async () => (await signUp()).status, { timeout: 10_000 }).toBe(200)
  expect((await client.from('fresh').select()).error?.code).toBe('42501')
})

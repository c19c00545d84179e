import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, type TestApi } from '../testing.ts'
import { startWorkshop } from './testing.ts'

let api: TestApi
let ada: SupabaseClient
let anon: SupabaseClient
let service: SupabaseClient
beforeAll(async () => {
  ;({ api, ada, anon, service } = await startWorkshop())
})
afterAll(() => api.stop())

describe('the schema as it is now', () => {
  it('sees a function and a table made a moment ago', async () => {
    expect((await anon.rpc('made_later')).error?.code).toBe('PGRST202')
    expect((await service.from('later').select()).error?.code).toBe('PGRST205')
    await api.sql.unsafe(`create function public.made_later() returns int language sql as 'select 42';
      grant execute on function public.made_later() to anon;
      create table public.later (id int); grant all on public.later to service_role;`)
    await expect.poll(async () => (await anon.rpc('made_later')).data).toBe(42)
    await expect.poll(async () => (await service.from('later').select()).data).toEqual([])
  })

  it('keeps revoked grants revoked after a restart', async () => {
    const table = await api.sql`select has_table_privilege('anon', 'public.secrets', 'select') as may_read`
    expect(table[0]?.may_read).toBe(false)
    await api.sql`revoke select on public.makers from anon`
    await api.restart()
    expect((await anon.from('makers').select()).error).toMatchObject({ code: '42501' })
    expect((await anon.from('secrets').select()).error).toMatchObject({ code: '42501' })
    expect(dataOf(await ada.from('makers').select())).toHaveLength(1)
    await api.sql`grant select on public.makers to anon`
  })
})

import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, type TestApi } from '../testing.ts'
import { startWorkshop } from './testing.ts'

let api: TestApi
let ada: SupabaseClient
let bob: SupabaseClient
let anon: SupabaseClient
let service: SupabaseClient
let adaId: string
let makerId: string
beforeAll(async () => {
  ;({ api, ada, bob, anon, service, adaId, makerId } = await startWorkshop())
})
afterAll(() => api.stop())

describe('tables under row level security', () => {
  it('shows each caller what the policies allow', async () => {
    expect(dataOf(await ada.from('pots').select('name'))).toHaveLength(3)
    expect(dataOf(await bob.from('pots').select('name'))).toEqual([])
    expect(dataOf(await service.from('pots').select('name'))).toHaveLength(3)
    expect((await anon.from('pots').select('name')).error).toMatchObject({ code: '42501' })
    expect((await ada.from('secrets').select()).error).toMatchObject({ code: '42501' })
    expect(dataOf(await service.from('secrets').select())).toEqual([{ id: 1 }])
  })

  it('refuses a row that a policy forbids, with 403 and for strangers 401', async () => {
    const pot = { maker_id: makerId, name: 'not mine', price_cents: 1, owner_id: adaId }
    expect(await bob.from('pots').insert(pot)).toMatchObject({ status: 403, error: { code: '42501' } })
    expect(await anon.from('pots').insert(pot)).toMatchObject({ status: 401, error: { code: '42501' } })
    expect(dataOf(await bob.from('pots').update({ name: 'mine now' }).eq('name', 'pot 1').select())).toEqual(
      [],
    )
  })

  it('embeds, filters, orders, limits and counts', async () => {
    const { data, count, error } = await ada
      .from('pots')
      .select('name, price_cents, maker:makers!inner(name)', { count: 'exact' })
      .gte('price_cents', 200)
      .eq('maker.name', 'Kiln & Co')
      .order('price_cents', { ascending: false })
      .range(0, 0)
    expect(error).toBeNull()
    expect(data).toEqual([{ name: 'pot 3', price_cents: 300, maker: { name: 'Kiln & Co' } }])
    expect(count).toBe(2)
    const head = await ada
      .from('pots')
      .select('*', { count: 'exact', head: true })
      .in('name', ['pot 1', 'pot 2'])
    expect(head).toMatchObject({ count: 2, data: null, error: null })
    const nested = dataOf(
      await ada.from('makers').select('name, pots(name)').order('name', { referencedTable: 'pots' }),
    )
    expect(nested).toEqual([
      { name: 'Kiln & Co', pots: [{ name: 'pot 1' }, { name: 'pot 2' }, { name: 'pot 3' }] },
    ])
  })

  it('answers exactly one row or PGRST116, none or null', async () => {
    expect(dataOf(await ada.from('pots').select('name').eq('price_cents', 100).single())).toEqual({
      name: 'pot 1',
    })
    expect((await ada.from('pots').select().single()).error).toMatchObject({ code: 'PGRST116' })
    expect(await ada.from('pots').select().eq('name', 'none').maybeSingle()).toMatchObject({
      data: null,
      error: null,
    })
  })

  it('writes instants, numbers and JSON as PostgREST does', async () => {
    const facts = { glaze: 'blue', layers: [1, 2], isDry: true }
    const changed = await ada
      .from('pots')
      .update({ facts })
      .eq('name', 'pot 1')
      .select('fired_at, weight, facts')
      .single()
    expect(dataOf(changed)).toEqual({ fired_at: '2026-01-02T03:04:05.678+00:00', weight: 1.5, facts })
  })

  const wrongs: [string, Record<string, unknown>, number, string][] = [
    ['a broken rule', { price_cents: -1 }, 400, '23514'],
    ['a missing value', { name: null }, 400, '23502'],
    ['an unknown maker', { maker_id: '00000000-0000-4000-8000-000000000000' }, 409, '23503'],
    ['a word for a number', { price_cents: 'many' }, 400, '22P02'],
  ]

  it.each(wrongs)('says what is wrong with %s', async (_, wrong, status, code) => {
    const pot: Record<string, unknown> = { maker_id: makerId, name: 'new', price_cents: 1, ...wrong }
    const answer = await ada.from('pots').insert(pot)
    expect(answer).toMatchObject({ status, error: { code } })
    expect(answer.error?.message).not.toContain('PostgresError')
  })

  it('does not empty a table by a change without a filter', async () => {
    for (const answer of [
      await service.from('pots').delete(),
      await service.from('pots').update({ name: 'gone' }),
    ]) {
      expect(answer).toMatchObject({ status: 400, error: { code: '21000' } })
    }
    expect(dataOf(await ada.from('pots').select('name'))).toHaveLength(3)
  })
})

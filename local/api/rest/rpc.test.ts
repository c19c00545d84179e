import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, type TestApi } from '../testing.ts'
import { startWorkshop } from './testing.ts'

let api: TestApi
let ada: SupabaseClient
let anon: SupabaseClient
let service: SupabaseClient
let adaId: string
let makerId: string
beforeAll(async () => {
  ;({ api, ada, anon, service, adaId, makerId } = await startWorkshop())
})
afterAll(() => api.stop())

describe('functions', () => {
  const at = '2026-01-02T03:04:05.678+00:00'
  const args = {
    p_uuids: ['7b1c3f2e-0000-4000-8000-000000000001', '7b1c3f2e-0000-4000-8000-000000000002'],
    p_ints: [1, 2, null],
    p_text: 'quotes " and \\ and ü and {"a":1}',
    p_int: -5,
    p_bigint: 9_007_199_254_740_991,
    p_object: { a: 1, nested: { b: [true, null] } },
    p_array: [{ id: 1 }, 'two', 3],
    p_json: { plain: 'json' },
    p_at: at,
    p_flag: false,
    p_amount: 12.5,
  }

  it('receives every type of argument as it was sent, and defaults for the rest', async () => {
    expect(dataOf(await anon.rpc('echo_types', args))).toEqual({
      uuids: args.p_uuids,
      ints: args.p_ints,
      text: args.p_text,
      int: -5,
      bigint: 9_007_199_254_740_991,
      object: args.p_object,
      array: args.p_array,
      json: args.p_json,
      at,
      flag: false,
      amount: 12.5,
      nothing: 'default',
      optional: 7,
      kinds: ['object', 'array'],
    })
    const nulls = dataOf(
      await anon.rpc('echo_types', { ...args, p_uuids: [], p_nothing: null, p_object: null, p_optional: 1 }),
    )
    expect(nulls).toMatchObject({ uuids: [], nothing: null, object: null, optional: 1 })
  })

  it.each([
    [{ a: 1 }, 'object'],
    [[1], 'array'],
    [5, 'number'],
    [true, 'boolean'],
    ['text', 'string'],
    ['5', 'string'],
  ])('passes %j to a jsonb argument as %s', async (value, kind) => {
    expect(dataOf(await anon.rpc('kind_of', { p_value: value }))).toBe(kind)
  })

  it('passes objects and arrays to a jsonb argument through a filtered call as well', async () => {
    const rows = await anon
      .rpc('list_pairs', { p_names: ['pot', 'bowl'] })
      .select('name')
      .gt('length', 3)
    expect(dataOf(rows)).toEqual([{ name: 'bowl' }])
    expect(dataOf(await anon.rpc('kind_of', { p_value: { a: 1 } }, { count: 'exact' }))).toBe('object')
  })

  it('answers scalars, sets, rows, tables and nothing', async () => {
    expect(dataOf(await anon.rpc('list_numbers', { p_count: 3 }))).toEqual([1, 2, 3])
    expect(dataOf(await anon.rpc('list_numbers', { p_count: 0 }))).toEqual([])
    expect(dataOf(await anon.rpc('list_makers'))).toEqual([{ id: makerId, name: 'Kiln & Co' }])
    expect(dataOf(await anon.rpc('one_maker', { p_name: 'Kiln & Co' }))).toEqual({
      id: makerId,
      name: 'Kiln & Co',
    })
    expect(dataOf(await anon.rpc('list_pairs', { p_names: ['pot', 'a,b'] }))).toEqual([
      { name: 'pot', length: 3, at: '2026-01-02T03:04:05+00:00' },
      { name: 'a,b', length: 3, at: '2026-01-02T03:04:05+00:00' },
    ])
    expect(await anon.rpc('do_nothing')).toMatchObject({ data: null, error: null, status: 204 })
    expect(dataOf(await anon.rpc('whole_body', { any: ['thing'] }))).toEqual({ any: ['thing'] })
    expect(dataOf(await anon.rpc('list_numbers', { p_count: 1 }).single())).toBe(1)
    const none = await anon.rpc('list_numbers', { p_count: 2 }).single()
    expect(none).toMatchObject({
      status: 406,
      error: { code: 'PGRST116', details: 'The result contains 2 rows' },
    })
  })

  it('runs as the caller and sees the whole token', async () => {
    const asAda = dataOf(await ada.rpc('who_am_i'))
    expect(asAda).toMatchObject({ uid: adaId, role: 'authenticated', user: 'authenticated' })
    expect(asAda.jwt).toMatchObject({ sub: adaId, aal: 'aal1', is_anonymous: true })
    expect(asAda.agent).toContain('supabase-js')
    expect(dataOf(await anon.rpc('who_am_i'))).toMatchObject({ uid: null, role: 'anon', user: 'anon' })
    expect(dataOf(await service.rpc('who_am_i'))).toMatchObject({
      uid: null,
      role: 'service_role',
      user: 'service_role',
    })
    // The same through the filtering route, which lite serves.
    const filtered = await ada.rpc('who_am_i', {}, { get: true })
    expect(dataOf(filtered)).toMatchObject({ uid: adaId, user: 'authenticated' })
  })

  it.each([
    ['P0001', 400],
    ['23514', 400],
    ['23505', 409],
    ['23503', 409],
    ['42501', 401],
    ['P0002', 500],
    ['40001', 500],
    ['40P01', 500],
    ['57014', 500],
    ['28000', 403],
    ['ST002', 400],
    ['PT402', 402],
    ['53300', 503],
  ])('passes error %s on with status %i', async (code, status) => {
    const details = { code, message: 'went wrong', details: 'the detail', hint: 'the hint' }
    expect(await anon.rpc('fail_with', { p_code: code })).toMatchObject({ status, error: details })
  })

  it("gives a plain exception PostgREST's 400, through lite as well", async () => {
    const plain = { code: 'P0001', message: 'plain', details: null, hint: null }
    expect(await anon.rpc('fail_plainly')).toMatchObject({ status: 400, error: plain })
    expect(await anon.rpc('fail_plainly', {}, { count: 'exact' })).toMatchObject({
      status: 400,
      error: plain,
    })
  })

  it('keeps nothing of a call that fails', async () => {
    const added = await service.rpc('add_maker', { p_name: 'Kiln & Co' })
    expect(added).toMatchObject({ status: 409, error: { code: '23505' } })
    expect(dataOf(await service.from('makers').select())).toHaveLength(1)
  })

  it('lets a function set status and headers', async () => {
    const answer = await fetch(`${api.url}/rest/v1/rpc/teapot`, {
      method: 'POST',
      headers: { apikey: api.config.keys.publishableKey },
    })
    expect(answer.status).toBe(418)
    expect(answer.headers.get('x-pot')).toBe('tea')
    expect(await answer.json()).toBe('short and stout')
  })

  it('does not find what is not there, and does not run what is not granted', async () => {
    expect(await anon.rpc('no_such_function', { p: 1 })).toMatchObject({
      status: 404,
      error: { code: 'PGRST202' },
    })
    expect(await anon.rpc('list_numbers', { p_wrong: 1 })).toMatchObject({
      status: 404,
      error: { code: 'PGRST202' },
    })
    expect(await anon.rpc('private_function')).toMatchObject({ status: 401, error: { code: '42501' } })
    expect(await ada.rpc('private_function')).toMatchObject({ status: 403, error: { code: '42501' } })
  })
})

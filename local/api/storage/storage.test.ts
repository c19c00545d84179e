import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, signUp, startTestApi, type TestApi } from '../testing.ts'

let api: TestApi
let ada: SupabaseClient
let bob: SupabaseClient
let adaId: string
beforeAll(async () => {
  api = await startTestApi()
  await api.sql.unsafe(`
    insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
    values ('shelf', 'shelf', true, 1000, array['image/webp', 'text/*']), ('drawer', 'drawer', false, null, null);
    create policy "people fill their own folder" on storage.objects for insert to authenticated
      with check ((storage.foldername(name))[1] = (select auth.uid())::text);
    create policy "people see their own folder" on storage.objects for select to authenticated
      using ((storage.foldername(name))[1] = (select auth.uid())::text);
    create policy "people change their own folder" on storage.objects for update to authenticated
      using ((storage.foldername(name))[1] = (select auth.uid())::text);
    create policy "people empty their own folder" on storage.objects for delete to authenticated
      using ((storage.foldername(name))[1] = (select auth.uid())::text);
  `)
  const one = await signUp(api)
  ada = one.client
  adaId = one.user.id
  bob = (await signUp(api)).client
})
afterAll(() => api.stop())

const text = (words: string) => new Blob([words], { type: 'text/plain' })
const files = () => readdirSync(join(api.config.stateDir, 'storage'))

describe('a file', () => {
  it('is uploaded by who may, and read by everybody at its public address, to be kept', async () => {
    const name = `${adaId}/first & only.txt`
    const put = await ada.storage.from('shelf').upload(name, text('hello'), { cacheControl: '31536000' })
    expect(dataOf(put)).toMatchObject({ path: name, fullPath: `shelf/${name}` })
    const { publicUrl } = api.client().storage.from('shelf').getPublicUrl(name).data
    const answer = await fetch(publicUrl)
    expect(await answer.text()).toBe('hello')
    expect(answer.headers.get('content-type')).toBe('text/plain')
    expect(answer.headers.get('cache-control')).toBe('max-age=31536000')
    const etag = answer.headers.get('etag') ?? ''
    expect((await fetch(publicUrl, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await fetch(publicUrl, { method: 'HEAD' })).headers.get('content-length')).toBe('5')
    const [row] =
      await api.sql`select owner_id, path_tokens, metadata from storage.objects where name = ${name}`
    expect(row).toMatchObject({
      owner_id: adaId,
      path_tokens: [adaId, 'first & only.txt'],
      metadata: { size: 5, mimetype: 'text/plain' },
    })
  })

  it('is refused where a policy refuses it, and leaves nothing behind', async () => {
    await ada.storage.from('shelf').upload(`${adaId}/mine.txt`, text('mine'))
    const before = files().length
    for (const client of [bob, api.client()]) {
      const put = await client.storage.from('shelf').upload(`${adaId}/theirs.txt`, text('theirs'))
      expect(put.error).toMatchObject({ statusCode: '403' })
      expect(put.error?.message).toContain('row-level security')
      const over = await client.storage
        .from('shelf')
        .upload(`${adaId}/mine.txt`, text('over'), { upsert: true })
      expect(over.error).toMatchObject({ statusCode: '403' })
      expect(dataOf(await client.storage.from('shelf').remove([`${adaId}/mine.txt`]))).toEqual([])
      expect(dataOf(await client.storage.from('shelf').list(adaId))).toEqual([])
    }
    expect(files()).toHaveLength(before)
  })

  it('takes no place that is taken, unless it is to be replaced', async () => {
    const shelf = ada.storage.from('shelf')
    await shelf.upload(`${adaId}/a.txt`, Buffer.from('one'), { contentType: 'text/plain' })
    const count = files().length
    expect((await shelf.upload(`${adaId}/a.txt`, text('two'))).error).toMatchObject({ statusCode: '409' })
    dataOf(await shelf.upload(`${adaId}/a.txt`, text('three'), { upsert: true }))
    expect(await (await fetch(shelf.getPublicUrl(`${adaId}/a.txt`).data.publicUrl)).text()).toBe('three')
    expect(files()).toHaveLength(count)
  })

  it('is listed by folder and removed with its bytes', async () => {
    const shelf = ada.storage.from('shelf')
    for (const name of ['b', 'a_c', 'abc', 'deep/x']) await shelf.upload(`${adaId}/list/${name}`, text(name))
    const names = async (options: object) =>
      dataOf(await shelf.list(`${adaId}/list`, options)).map((one) => [one.name, one.id === null])
    expect(await names({})).toEqual([
      ['a_c', false],
      ['abc', false],
      ['b', false],
      ['deep', true],
    ])
    expect(await names({ search: 'a_' })).toEqual([['a_c', false]])
    expect(await names({ limit: 1, offset: 1, sortBy: { column: 'name', order: 'desc' } })).toEqual([
      ['b', false],
    ])
    const count = files().length
    const gone = dataOf(await shelf.remove([`${adaId}/list/b`, `${adaId}/list/none`]))
    expect(gone.map((one) => one.name)).toEqual([`${adaId}/list/b`])
    expect(files()).toHaveLength(count - 1)
    expect((await fetch(shelf.getPublicUrl(`${adaId}/list/b`).data.publicUrl)).status).toBe(400)
  })
})

describe('the rules of a bucket', () => {
  it('hold for size and type, however the file is sent', async () => {
    const shelf = ada.storage.from('shelf')
    const big = 'x'.repeat(1001)
    for (const body of [text(big), Buffer.from(big), text('y'.repeat(100_000))]) {
      const put = await shelf.upload(`${adaId}/big`, body, { contentType: 'text/plain' })
      expect(put.error).toMatchObject({ statusCode: '413' })
    }
    const script = new Blob(['<svg/>'], { type: 'image/svg+xml' })
    expect((await shelf.upload(`${adaId}/s.svg`, script)).error).toMatchObject({ statusCode: '415' })
    dataOf(await shelf.upload(`${adaId}/fits`, text('x'.repeat(1000))))
  })

  it('keep what is not public from everybody who only has the address', async () => {
    dataOf(await ada.storage.from('drawer').upload(`${adaId}/secret`, text('secret')))
    const { publicUrl } = ada.storage.from('drawer').getPublicUrl(`${adaId}/secret`).data
    expect(await (await fetch(publicUrl)).json()).toMatchObject({
      statusCode: '404',
      error: 'Bucket not found',
    })
  })

  it('are asked of a bucket that exists', async () => {
    expect((await ada.storage.from('none').upload(`${adaId}/a`, text('a'))).error).toMatchObject({
      statusCode: '404',
    })
  })
})

it.each(['../keys.json', 'a/../../b', '%2e%2e%2fkeys.json', 'a//b', 'a\\b', 'ä', '.'])(
  'the name %s reaches no file and is refused',
  async (name) => {
    const send = (method: string, place: string) =>
      fetch(`${api.url}/storage/v1/object/${place}`, {
        method,
        headers: { apikey: api.config.keys.secretKey, 'content-type': 'text/plain' },
        ...(method === 'POST' ? { body: 'x' } : {}),
      })
    const encoded = name.split('/').map(encodeURIComponent).join('%2F').replaceAll('.', '%2E')
    expect((await send('POST', `shelf/${encoded}`)).ok).toBe(false)
    expect((await send('GET', `public/shelf/${encoded}`)).ok).toBe(false)
  },
)

it('who brings no key, or one that has run out, is not let in', async () => {
  const bare = await fetch(`${api.url}/storage/v1/object/shelf/a`, { method: 'POST', body: 'x' })
  expect(bare.status).toBe(401)
  const forged = createClient(api.url, api.config.keys.publishableKey, {
    auth: { persistSession: false },
    global: { headers: { Authorization: 'Bearer a.b.c' } },
  })
  expect((await forged.storage.from('shelf').upload(`${adaId}/f`, text('f'))).error).toMatchObject({
    statusCode: '403',
  })
})

import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type PaymentBench, startPaymentBench } from './testing.ts'

let bench: PaymentBench
beforeAll(async () => {
  bench = await startPaymentBench()
})
afterAll(() => bench.stop())

test('a picture that was uploaded and never saved is gone after two weeks, file and all; one that is shown stays', async () => {
  const { urls, keys } = bench.cloud.config
  const bucket = createClient(urls.api, keys.secretKey, { auth: { persistSession: false } }).storage.from(
    'pictures',
  )
  const { saleId } = await bench.makeSale()
  const [orphan, shown, fresh] = [1, 2, 3].map(() => `${randomUUID()}/${randomUUID()}/400.webp`)
  const names = [orphan ?? '', shown ?? '', fresh ?? '']
  for (const name of names) {
    const { error } = await bucket.upload(name, new Uint8Array([1, 2, 3]), { contentType: 'image/webp' })
    expect(error).toBeNull()
  }
  const seen = (name: string) => fetch(bucket.getPublicUrl(name).data.publicUrl).then(({ status }) => status)
  expect(await Promise.all(names.map(seen))).toEqual([200, 200, 200])
  await bench.sql`update sales set hero_url = ${bucket.getPublicUrl(names[1] ?? '').data.publicUrl} where id = ${saleId}`
  await bench.sql`update storage.objects set created_at = now() - interval '15 days' where name = any (${names.slice(0, 2)})`
  await eventually(async () => expect(await seen(names[0] ?? '')).not.toBe(200))
  expect(await Promise.all(names.slice(1).map(seen))).toEqual([200, 200])
})

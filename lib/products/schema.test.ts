import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readKeptProduct } from './draft.ts'
import { productRefusal } from './outcome-message.ts'
import { type ProductInput, productSchema } from './schema.ts'

const ID = 'aaaaaaaa-0000-4000-8000-000000000001'
const good: ProductInput = {
  merchantId: ID,
  id: ID,
  version: null,
  name: ' Mug ',
  description: '',
  taxPercent: '',
  variants: [{ id: ID, name: 'One size' }],
  pictures: [],
  takenOut: [],
}
const placesOf = (change: Partial<ProductInput>) =>
  productSchema.safeParse({ ...good, ...change }).error?.issues.map(({ path }) => path.join('.')) ?? []

test('what is wrong is said at its field', () => {
  expect(productSchema.parse(good).name).toBe('Mug')
  expect(placesOf({ name: ' ' })).toEqual(['name'])
  expect(placesOf({ pictures: [{ url: '/a', alt: ' ' }] })).toEqual(['pictures.0.alt'])
  expect(
    placesOf({
      variants: [
        { id: ID, name: 'Red' },
        { id: ID, name: 'red' },
      ],
    }),
  ).toEqual(['variants.1.name'])
  for (const taxPercent of ['19 %', '-1', '101', '7.555'])
    expect(placesOf({ taxPercent })).toEqual(['taxPercent'])
})

test('a rate is typed with a point or a comma, and nothing typed is the rate of the sale', () => {
  const rate = (taxPercent: string) => productSchema.parse({ ...good, taxPercent }).taxPercent
  expect(['7', '7.5', '7,5', '0', ''].map(rate)).toEqual([700, 750, 750, 0, null])
})

test('what a device kept is taken up again, and what is not ours is left', () => {
  const { name, description, taxPercent, variants, pictures } = good
  const kept = { id: ID, version: 3, draft: { name, description, taxPercent, variants, pictures } }
  expect(readKeptProduct(JSON.stringify(kept))).toEqual(kept)
  expect([null, '', '{', '{"id":1}'].map(readKeptProduct)).toEqual([null, null, null, null])
})

test('every outcome of the functions has its words', () => {
  const sql = readFileSync('supabase/migrations/20261124183500_save_product.sql', 'utf8')
  const outcomes = [...sql.matchAll(/(?:return|else) '([a-z_]+)'/g)].map(([, outcome]) => outcome ?? '')
  expect(outcomes).toContain('variant_in_use')
  for (const outcome of ['not_allowed', 'second_factor', ...outcomes])
    if (outcome !== 'removed' && outcome !== 'saved') expect(productRefusal(outcome).message).toMatch(/\.$/)
})

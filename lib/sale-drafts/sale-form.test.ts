import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fieldId, gapWords } from './gap-words.ts'
import { draftRefusal } from './outcome-message.ts'
import { contentOf, formOf, readForm } from './sale-form.ts'

const empty = formOf(null, 'Europe/Berlin', 'EUR')
const item = { variantId: 'v', price: '79,90', wasPrice: '', limit: '2', stock: '40' }

test('what is typed is kept as it was typed and as it was meant', () => {
  const typed = {
    ...empty,
    title: 'Kiln',
    opensAt: '2026-12-01T19:00',
    shipping: '4.9',
    taxPercent: '7,5',
    items: [item],
  }
  const content = contentOf(typed, 'EUR')
  expect(content).toMatchObject({
    opensAt: '2026-12-01T18:00:00.000Z',
    closesAt: null,
    holdSeconds: 300,
    shippingCents: 490,
    taxBasisPoints: 750,
    items: [{ priceCents: 7990, wasPriceCents: null, limitPerShopper: 2, stock: 40 }],
  })
  expect(formOf(JSON.parse(JSON.stringify(content)), 'UTC', 'EUR')).toEqual(typed)
})

test('what cannot be meant is nothing, and what was typed is still there', () => {
  const typed = {
    ...empty,
    holdMinutes: 'five',
    items: [{ ...item, price: '7.999', wasPrice: 'more', stock: '-1' }],
  }
  const content = contentOf(typed, 'EUR')
  expect(content).toMatchObject({
    holdSeconds: null,
    items: [{ priceCents: null, wasPriceCents: -1, stock: null }],
  })
  expect(content.form).toEqual(typed)
  expect(contentOf({ ...typed, items: [{ ...item, price: '7900' }] }, 'JPY').items[0]?.priceCents).toBe(7900)
})

test('a sale that was copied fills the form, but for its times', () => {
  const copied = {
    title: 'Past',
    holdSeconds: 600,
    shippingCents: 0,
    taxBasisPoints: 1900,
    items: [{ variantId: 'v', priceCents: 500, wasPriceCents: null, limitPerShopper: 1, stock: 3 }],
  }
  expect(formOf(copied, 'UTC', 'EUR')).toMatchObject({
    title: 'Past',
    opensAt: '',
    holdMinutes: '10',
    shipping: '0.00',
    taxPercent: '19',
    items: [{ price: '5.00', wasPrice: '', limit: '1', stock: '3' }],
  })
  expect([null, {}, 'x'].map(readForm)).toEqual([null, null, null])
})

test('every gap and every outcome of the functions has its words', () => {
  const read = (name: string) => readFileSync(`supabase/migrations/${name}.sql`, 'utf8')
  const [scheduling, keeping] = [read('20261124200500_schedule_sale'), read('20261124200000_save_sale_draft')]
  const places = [...scheduling.matchAll(/'(?:items\.%s\.)?([a-zA-Z]+)'(?:::text|, v_item\.at|, \d)/g)].map(
    ([, place]) => place ?? '',
  )
  expect(places).toEqual(
    expect.arrayContaining(['title', 'holdSeconds', 'opensAt', 'priceCents', 'variantId']),
  )
  for (const place of places) expect(gapWords(place), place).not.toBe('Look at this field again.')
  const outcomes = [...`${scheduling}${keeping}`.matchAll(/(?:select|return|then) '([a-z_]{6,})'/g)].map(
    ([, outcome]) => outcome ?? '',
  )
  expect(outcomes).toContain('changed_elsewhere')
  const done = new Set(['saved', 'removed', 'copied', 'scheduled', 'incomplete'])
  for (const outcome of outcomes.filter((one) => !done.has(one))) expect(draftRefusal(outcome)).toMatch(/\.$/)
  expect(fieldId('items.0.priceCents')).toBe('sale-items-0-priceCents')
})

import { describe, expect, test } from 'vitest'
import type { SalePhase } from '../sales/phase.ts'
import { type MySale, mySalesFrom } from './my-sales.ts'
import { countStock, groupSales } from './sale-groups.ts'

const row = {
  sale_id: 'aaaaaaaa-0000-4000-8000-000000000001',
  merchant_id: 'bbbbbbbb-0000-4000-8000-000000000001',
  merchant_name: 'Maker',
  slug: 'spring',
  title: 'Spring',
  status: 'scheduled',
  phase: 'live',
  opens_at: '2026-11-22T09:00:00+00:00',
  closes_at: '2026-11-22T10:00:00.5+00:00',
  currency: 'EUR',
  hero_url: null,
  paid_orders: 2,
  paid_cents: '16980',
  items: [
    {
      id: 'cccccccc-0000-4000-8000-000000000001',
      product: 'Mug',
      variant: 'Blue',
      pictureUrl: null,
      priceCents: 7900,
      stock: 10,
      free: 4,
      held: 2,
      paying: 1,
      sold: 3,
      withdrawn: 0,
    },
  ],
}

function sale(phase: SalePhase, hour: number): MySale {
  const at = (h: number) => `2026-11-22T${String(h).padStart(2, '0')}:00:00.000Z`
  return {
    ...mySalesFrom([row])[0],
    slug: `${phase}-${hour}`,
    phase,
    opensAt: at(hour),
    closesAt: at(hour + 1),
  } as MySale
}

describe('the rows of my_sales', () => {
  test('keep every cent and every unit, whatever way JSON writes a bigint', () => {
    const [read] = mySalesFrom([row])
    expect(read?.paidCents).toBe(16_980)
    expect(read?.closesAt).toBe('2026-11-22T10:00:00.500Z')
    const count = countStock(read?.items ?? [])
    expect(count.free + count.held + count.paying + count.sold + count.withdrawn).toBe(count.stock)
  })

  test('of another shape are refused, never shown as zero', () => {
    expect(() => mySalesFrom([{ ...row, items: [{ ...row.items[0], sold: undefined }] }])).toThrow()
    expect(() => mySalesFrom([{ ...row, phase: 'draft' }])).toThrow()
    expect(() => mySalesFrom(null)).toThrow()
  })
})

test('what needs eyes now comes first: closing soonest, opening soonest, ended last', () => {
  const groups = groupSales([
    sale('ended', 1),
    sale('live', 9),
    sale('upcoming', 20),
    sale('paused', 8),
    sale('upcoming', 12),
    sale('ended', 3),
  ])
  expect(groups.live.map((one) => one.slug)).toEqual(['paused-8', 'live-9'])
  expect(groups.upcoming.map((one) => one.slug)).toEqual(['upcoming-12', 'upcoming-20'])
  expect(groups.ended.map((one) => one.slug)).toEqual(['ended-3', 'ended-1'])
})

test('a draft is not called ended, whatever its dates', () => {
  const groups = groupSales([{ ...sale('ended', 1), status: 'draft' }])
  expect(groups.upcoming).toHaveLength(1)
  expect(groups.ended).toHaveLength(0)
})

test('counting no items is zero everywhere', () => {
  expect(countStock([])).toEqual({ stock: 0, free: 0, held: 0, paying: 0, sold: 0, withdrawn: 0 })
})

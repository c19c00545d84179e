import { describe, expect, it } from 'vitest'
import { findSales, groupSales } from './find-sales.ts'
import type { SalePhase } from './phase.ts'
import type { SaleCardView } from './sale-view.ts'

function sale(
  slug: string,
  opensAtMs: number,
  closesAtMs: number,
  lastPhase: SalePhase,
  category = 'home',
): SaleCardView {
  return {
    id: slug,
    slug,
    title: slug,
    tagline: 'The morning batch',
    category,
    merchantName: 'Tidewater Goods',
    picture: null,
    opensAtMs,
    closesAtMs,
    currency: 'EUR',
    fromCents: 100,
    fromWasCents: null,
    productNames: ['Storm lantern', 'Harbour mug'],
    snapshot: {
      sale: { id: slug, slug, opensAt: '', closesAt: '', phase: lastPhase },
      items: [],
      version: 1,
      now: 0,
    },
  }
}

const sales = [
  sale('late', 500, 600, 'upcoming'),
  sale('open', 50, 900, 'live'),
  sale('closing', 50, 150, 'live'),
  sale('stopped', 50, 300, 'paused'),
  sale('soon', 200, 600, 'upcoming', 'travel'),
  sale('over', 1, 60, 'ended'),
  sale('closed-early', 1, 900, 'ended'),
]

describe('every sale is in the group the clock puts it in', () => {
  it('what closes or opens first comes first; a paused sale is still on', () => {
    const groups = groupSales(sales, 100)
    expect(groups.live.map((each) => each.slug)).toEqual(['closing', 'stopped', 'open'])
    expect(groups.upcoming.map((each) => each.slug)).toEqual(['soon', 'late'])
    expect(groups.ended.map((each) => each.slug)).toEqual(['closed-early', 'over'])
  })

  it('a sale is live in the millisecond it opens, whatever was last heard of it', () => {
    expect(groupSales(sales, 199).live.map((each) => each.slug)).not.toContain('soon')
    expect(groupSales(sales, 200).live.map((each) => each.slug)).toContain('soon')
  })
})

describe('search', () => {
  it('finds by product, maker and title, all words, any case', () => {
    expect(findSales(sales, { category: null, query: 'LANTERN tidewater' })).toHaveLength(sales.length)
    expect(findSales(sales, { category: null, query: 'closing' }).map((each) => each.slug)).toEqual([
      'closing',
    ])
    expect(findSales(sales, { category: null, query: 'lantern sweater' })).toEqual([])
  })

  it('a category keeps its own', () => {
    expect(findSales(sales, { category: 'travel', query: '' }).map((each) => each.slug)).toEqual(['soon'])
  })
})

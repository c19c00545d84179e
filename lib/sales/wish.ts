/** What somebody looks for on the home page, as it stands in the address: everything else of the address is not ours. */
export type Wish = {
  query: string
  category: string | null
  show: WishShow | null
  /** In whole units of the currency most sales are in. */
  upTo: number | null
  sort: WishSort
  page: number
}

export const WISH_SHOWS = ['open', 'soon', 'closed'] as const
export type WishShow = (typeof WISH_SHOWS)[number]
/** The first is the order nobody has to ask for. */
export const WISH_SORTS = ['soonest', 'ending', 'newest', 'price'] as const
export type WishSort = (typeof WISH_SORTS)[number]
/** Whole units: steps a person thinks in. Any other whole number in an address is understood too. */
export const WISH_PRICES = [25, 50, 100, 250] as const

export const QUERY_MAX_LENGTH = 80
const CATEGORY_MAX_LENGTH = 40
const PRICE_MAX = 1_000_000
export const PAGE_MAX = 40

export const NO_WISH: Wish = { query: '', category: null, show: null, upTo: null, sort: 'soonest', page: 1 }

type Given = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads an address's parameters. Never fails: what cannot be understood has not been asked for. */
export function readWish(given: Given): Wish {
  const category = textOf(given.category, CATEGORY_MAX_LENGTH)
  return {
    query: textOf(given.q, QUERY_MAX_LENGTH),
    category: category === '' ? null : category,
    show: WISH_SHOWS.find((show) => show === given.show) ?? null,
    upTo: wholeOf(given.upto, PRICE_MAX),
    sort: WISH_SORTS.find((sort) => sort === given.sort) ?? 'soonest',
    page: wholeOf(given.page, PAGE_MAX) ?? 1,
  }
}

/** The address of a wish, the same one for the same wish: nothing in it that is as it would be anyway. */
export function wishPath(wish: Wish): string {
  const said = new URLSearchParams()
  if (wish.query) said.set('q', wish.query)
  if (wish.category) said.set('category', wish.category)
  if (wish.show) said.set('show', wish.show)
  if (wish.upTo !== null) said.set('upto', String(wish.upTo))
  if (wish.sort !== 'soonest') said.set('sort', wish.sort)
  if (wish.page > 1) said.set('page', String(wish.page))
  const query = said.toString()
  return query ? `/?${query}` : '/'
}

/** True for an address that asks for nothing: the home page itself. */
export function isNoWish(wish: Wish): boolean {
  return wishPath(wish) === '/'
}

/** True where a form was sent with every field as it was: its address says much and asks for nothing. */
export function isEmptyForm(given: Given): boolean {
  const names = ['q', 'category', 'show', 'upto', 'sort', 'page']
  return names.some((name) => given[name] !== undefined) && isNoWish(readWish(given))
}

function textOf(given: string | readonly string[] | undefined, maxLength: number): string {
  if (typeof given !== 'string') return ''
  // Half of a letter of two units at the cut is no letter, and no database takes a zero byte for one.
  const clean = given.replaceAll('\u0000', '').slice(0, maxLength).toWellFormed()
  return clean.replaceAll('\ufffd', '').replace(/\s+/g, ' ').trim()
}

function wholeOf(given: string | readonly string[] | undefined, max: number): number | null {
  if (typeof given !== 'string' || !/^\d{1,9}$/.test(given)) return null
  const whole = Number(given)
  return whole < 1 ? null : Math.min(whole, max)
}

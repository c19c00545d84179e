import { createHash } from 'node:crypto'
import type { Language } from '#lib/languages/languages.ts'
import { WRITING } from '#lib/languages/languages.ts'
import { textIn } from '#lib/languages/messages.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import { phaseOf } from '#lib/sales/phase.ts'
import { saleStateOf } from '#lib/sales/sale-state.ts'
import type { SaleView } from '#lib/sales/sale-view.ts'
import type { ItemSnapshot } from '#lib/sales/watch-snapshot.ts'

export type StripTick = 'open' | 'held' | 'sold'

/** Everything that is drawn in a picture for sharing, in words; two plans that are equal are one picture. */
export type PicturePlan = {
  language: Language
  /** Above the title, small. */
  byline: string
  title: string
  /** The large line below; empty where there is no price to say. */
  price: string
  wasPrice: string
  /** When it opens, or what there is. */
  state: string
  strip: readonly StripTick[]
  /** Of the shop itself (`/demo/x.svg`) or of its storage; null draws the strip in its place. */
  pictureUrl: string | null
}

/** As many as the strip is given room for. */
const TICKS_MAX = 24
/** A strip of one item: enough ticks that it reads as one. */
const TICKS_MIN = 8

/** A sale as it is at this instant of the server's clock. */
export function planSalePicture(sale: SaleView, language: Language, nowMs: number): PicturePlan {
  const t = textIn(language, 'preview')
  const { items } = sale.snapshot
  const phase = phaseOf({ ...sale, lastPhase: sale.snapshot.sale.phase }, nowMs)
  const isOver = phase === 'ended'
  const price = sale.fromCents === null || isOver ? '' : formatMoney(sale.fromCents, sale.currency, language)
  const hasMany = sale.products.flatMap((product) => product.items).length > 1
  const isAllSold = items.length > 0 && items.every((item) => item.state === 'sold_out')
  // Of one that has ended it says rather that it sold out than that it is over.
  const saleState = isOver && isAllSold ? 'sold_out' : saleStateOf(phase, items)
  const atMs = phase === 'upcoming' ? sale.opensAtMs : sale.closesAtMs
  return {
    language,
    byline: sale.merchantName,
    title: sale.title,
    price: price && hasMany ? t('pictureFrom', { price }) : price,
    wasPrice:
      price && sale.fromWasCents !== null ? formatMoney(sale.fromWasCents, sale.currency, language) : '',
    state: t(STATES[saleState], { time: instant(atMs, language) }),
    strip: stripOf(items),
    pictureUrl: sale.picture?.url ?? null,
  }
}

const STATES = {
  upcoming: 'pictureOpens',
  live: 'pictureOpen',
  paused: 'picturePaused',
  all_held: 'pictureAllHeld',
  sold_out: 'pictureSoldOut',
  ended: 'pictureClosed',
} as const

/** The shop itself. */
export function planShopPicture(language: Language): PicturePlan {
  const t = textIn(language, 'preview')
  return {
    language,
    byline: t('shopByline'),
    title: t('shopTitle'),
    price: '',
    wasPrice: '',
    state: t('shopState'),
    strip: [],
    pictureUrl: null,
  }
}

/** Short, and another one whenever another picture would be drawn; for the address, so that nobody keeps the old one. */
export function pictureVersion(plan: PicturePlan): string {
  return createHash('sha1').update(JSON.stringify(plan)).digest('base64url').slice(0, 10)
}

/** Free is open, held is hatched, sold is solid: a block per item, and as many blocks of a lone one as fill the strip. */
function stripOf(items: readonly ItemSnapshot[]): StripTick[] {
  const each = Math.max(1, Math.ceil(TICKS_MIN / Math.max(1, items.length)))
  const ticks = items.flatMap((item): StripTick[] => {
    const tick = item.state === 'sold_out' ? 'sold' : item.state === 'all_held' ? 'held' : 'open'
    return Array.from({ length: each }, () => tick)
  })
  return ticks.slice(0, TICKS_MAX)
}

/** A picture is looked at anywhere, so the time is that of no place, and says so. */
export function instant(atMs: number, language: Language): string {
  const words = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : WRITING[language].tag, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(atMs)
  return `${words} UTC`
}

import { z } from 'zod'
import { parseMoney, typedMoney } from '#lib/money/parse-money.ts'
import { instantOf } from './zoned-time.ts'

/** What stands in the form of a sale, as it was typed. Times are those on the wall of `timeZone`. */
const form = z.object({
  title: z.string(),
  tagline: z.string(),
  story: z.string(),
  category: z.string(),
  heroUrl: z.string().nullable(),
  // What was typed before words were asked for has none.
  heroAlt: z.string().default(''),
  timeZone: z.string(),
  opensAt: z.string(),
  closesAt: z.string(),
  holdMinutes: z.string(),
  payMinutes: z.string(),
  shipping: z.string(),
  capture: z.enum(['automatic', 'at_shipping']),
  taxPercent: z.string(),
  taxName: z.string(),
  shippingNote: z.string(),
  returnsNote: z.string(),
  items: z.array(
    z.object({
      variantId: z.string(),
      price: z.string(),
      wasPrice: z.string(),
      limit: z.string(),
      stock: z.string(),
    }),
  ),
})
export type SaleForm = z.output<typeof form>
export type FormItem = SaleForm['items'][number]

const EMPTY: SaleForm = {
  title: '',
  tagline: '',
  story: '',
  category: '',
  heroUrl: null,
  heroAlt: '',
  timeZone: '',
  opensAt: '',
  closesAt: '',
  holdMinutes: '5',
  payMinutes: '4',
  shipping: '',
  capture: 'automatic',
  taxPercent: '',
  taxName: 'VAT',
  shippingNote: '',
  returnsNote: '',
  items: [],
}

/** "19" or "7,5" as basis points; null for anything else. */
function basisPoints(text: string): number | null {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(text.trim())
    ? Math.round(Number(text.trim().replace(',', '.')) * 100)
    : null
}

const whole = (text: string) => (/^\d{1,8}$/.test(text.trim()) ? Number(text) : null)
const minutes = (text: string) => {
  const count = whole(text)
  return count === null ? null : count * 60
}
const instant = (wall: string, timeZone: string) => {
  const found = timeZone === '' ? null : instantOf(wall, timeZone)
  return found ? new Date(found.atMs).toISOString() : null
}

/** What the database keeps: what was meant, for the sale that is made of it, and what was typed (`form`), so that nothing typed is lost. */
export function contentOf(typed: SaleForm, currency: string) {
  const { title, tagline, story, category, heroUrl, heroAlt, timeZone } = typed
  const { capture, taxName, shippingNote, returnsNote } = typed
  return {
    ...{ title, tagline, story, category, heroUrl, heroAlt, timeZone },
    ...{ capture, taxName, shippingNote, returnsNote },
    opensAt: instant(typed.opensAt, timeZone),
    closesAt: instant(typed.closesAt, timeZone),
    holdSeconds: minutes(typed.holdMinutes),
    paySeconds: minutes(typed.payMinutes),
    shippingCents: parseMoney(typed.shipping, currency),
    taxBasisPoints: basisPoints(typed.taxPercent),
    items: typed.items.map(({ variantId, price, wasPrice, limit, stock }) => ({
      variantId,
      priceCents: parseMoney(price, currency),
      // Something typed that is no price is wrong; nothing typed is no former price.
      wasPriceCents: wasPrice.trim() === '' ? null : (parseMoney(wasPrice, currency) ?? -1),
      limitPerShopper: whole(limit),
      stock: whole(stock),
    })),
    form: typed,
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The form of a draft: as it was typed, or made of a sale that was copied. */
export function formOf(
  content: Record<string, unknown> | null,
  timeZone: string,
  currency: string,
): SaleForm {
  const money = (cents: unknown) => (typeof cents === 'number' ? typedMoney(cents, currency) : '')
  if (content === null) return { ...EMPTY, timeZone }
  const typed = form.safeParse(content.form)
  if (typed.success) return typed.data
  const items = Array.isArray(content.items) ? (content.items as Record<string, unknown>[]) : []
  return {
    ...EMPTY,
    title: text(content.title),
    tagline: text(content.tagline),
    story: text(content.story),
    category: text(content.category),
    heroUrl: text(content.heroUrl) || null,
    heroAlt: text(content.heroAlt),
    timeZone,
    holdMinutes: String(Math.max(1, Math.round(Number(content.holdSeconds ?? 300) / 60))),
    payMinutes: String(Math.max(1, Math.round(Number(content.paySeconds ?? 240) / 60))),
    shipping: money(content.shippingCents),
    capture: content.capture === 'at_shipping' ? 'at_shipping' : 'automatic',
    taxPercent: typeof content.taxBasisPoints === 'number' ? String(content.taxBasisPoints / 100) : '',
    taxName: text(content.taxName) || 'VAT',
    shippingNote: text(content.shippingNote),
    returnsNote: text(content.returnsNote),
    items: items.map((item) => ({
      variantId: text(item.variantId),
      price: money(item.priceCents),
      wasPrice: money(item.wasPriceCents),
      limit: String(item.limitPerShopper ?? 1),
      stock: String(item.stock ?? ''),
    })),
  }
}

/** What a device or the database kept of a form, or null. */
export function readForm(value: unknown): SaleForm | null {
  return form.safeParse(value).data ?? null
}

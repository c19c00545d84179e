import 'server-only'
import type { Metadata } from 'next'
import type { Language } from '#lib/languages/languages.ts'
import { textIn } from '#lib/languages/messages.ts'
import { phaseOf } from '#lib/sales/phase.ts'
import { saleStateOf } from '#lib/sales/sale-state.ts'
import type { SaleView } from '#lib/sales/sale-view.ts'
import { isNoWish, type Wish } from '#lib/sales/wish.ts'
import { wishTitle } from '#lib/sales/wish-title.ts'
import { publicMetadata } from './page-metadata.ts'
import { instant, pictureVersion, planSalePicture, planShopPicture } from './picture-plan.ts'

/** The sale and who sells. */
export function saleName(sale: SaleView, language: Language): string {
  return textIn(language, 'preview')('saleTitle', { title: sale.title, merchant: sale.merchantName })
}

const DESCRIPTIONS = {
  upcoming: 'saleDescriptionUpcoming',
  live: 'saleDescriptionOpen',
  paused: 'saleDescriptionOpen',
  all_held: 'saleDescriptionOpen',
  sold_out: 'saleDescriptionSoldOut',
  ended: 'saleDescriptionEnded',
} as const

/** What the page of a sale says of itself at this instant of the server's clock. */
export function saleMetadata(sale: SaleView, language: Language, nowMs: number): Metadata {
  const t = textIn(language, 'preview')
  const title = saleName(sale, language)
  const phase = phaseOf({ ...sale, lastPhase: sale.snapshot.sale.phase }, nowMs)
  const time = instant(phase === 'upcoming' ? sale.opensAtMs : sale.closesAtMs, language)
  const metadata = publicMetadata({
    path: `/sales/${sale.slug}`,
    language,
    title,
    description: t(DESCRIPTIONS[saleStateOf(phase, sale.snapshot.items)], {
      tagline: sale.tagline,
      time,
    }).trim(),
    picture: {
      path: `/sales/${sale.slug}/picture.png`,
      version: pictureVersion(planSalePicture(sale, language, nowMs)),
      alt: sale.picture?.alt ? `${title}: ${sale.picture.alt}` : title,
    },
  })
  return { title, ...metadata, ...(sale.isCancelled ? { robots: { index: false } } : {}) }
}

/** What the home page says of itself. There are more wishes than an index should hold: a page that answers one is in none. */
export function homeMetadata(language: Language, wish: Wish): Metadata {
  const t = textIn(language, 'preview')
  const site = textIn(language, 'home')
  const metadata = publicMetadata({
    path: '/',
    language,
    title: site('siteTitle'),
    description: site('siteDescription'),
    picture: {
      path: '/picture.png',
      version: pictureVersion(planShopPicture(language)),
      alt: t('shopTitle'),
    },
  })
  if (isNoWish(wish)) return { title: { absolute: site('siteTitle') }, ...metadata }
  return {
    title: wishTitle(wish, textIn(language, 'find')),
    ...metadata,
    alternates: {},
    robots: { index: false, follow: true },
  }
}

import { useText } from '#lib/languages/text.ts'
import type { Text } from '#lib/languages/translator.ts'
import { formatMoney } from '#lib/money/format-money.ts'
import type { SaleView } from '#lib/sales/sale-view.ts'

/** Fees and hold time in one line, for beside the button: nothing is added later that was not said here. */
export function termsInShort(sale: SaleView, t: Text<'salePage'>): string {
  const shipping =
    sale.shippingCents === 0 ? t('freeShipping') : t('plusShipping', { price: shippingPrice(sale, t) })
  return t('terms', { shipping, time: holdWords(sale.holdSeconds, t) })
}

function shippingPrice(sale: SaleView, t: Text<'salePage'>): string {
  return formatMoney(sale.shippingCents, sale.currency, t.language)
}

function holdWords(seconds: number, t: Text<'salePage'>): string {
  return seconds < 120 ? t('seconds', { count: seconds }) : t('minutes', { count: Math.round(seconds / 60) })
}

/** Everything one should know before the tap: what it costs to get it here, how to send it back, and who made it. */
export function SaleTerms({ sale }: { sale: SaleView }) {
  const t = useText('salePage')
  const shipping =
    sale.shippingCents === 0 ? t('freeShipping') : t('shipping', { price: shippingPrice(sale, t) })
  const terms = [
    [shipping, sale.shippingNote],
    [t('returns'), sale.returnsNote],
    [t('yoursFor', { time: holdWords(sale.holdSeconds, t) }), t('holdNote')],
  ] as const
  return (
    <>
      <section id="terms" aria-label={t('goodToKnow')} className="mt-14 border-t-[3px] border-ink">
        <dl className="divide-y divide-line">
          {terms.map(([term, words]) =>
            words ? (
              <div key={term} className="grid gap-1 py-4 sm:grid-cols-[12rem_1fr] sm:gap-6">
                <dt className="figures font-bold">{term}</dt>
                <dd className="max-w-prose text-ink-soft">
                  <bdi>{words}</bdi>
                </dd>
              </div>
            ) : null,
          )}
        </dl>
      </section>
      <section aria-labelledby="story-heading" className="mt-12">
        <h2 id="story-heading" className="poster text-heading">
          {t('whyThisSale')}
        </h2>
        <p dir="auto" className="mt-4 max-w-prose text-lead whitespace-pre-line">
          {sale.story}
        </p>
        <div className="mt-8 flex items-start gap-4">
          {sale.merchant.logoUrl ? (
            // biome-ignore lint/performance/noImgElement: a logo of any size and kind, drawn at 64 pixels
            <img
              src={sale.merchant.logoUrl}
              alt=""
              width={64}
              height={64}
              loading="lazy"
              className="size-16 rounded-card"
            />
          ) : null}
          <div className="min-w-0 max-w-prose">
            <h3 className="font-bold">
              <bdi>{sale.merchant.name}</bdi>
            </h3>
            <p className="mt-1 text-ink-soft">
              <bdi>{sale.merchant.story}</bdi>
            </p>
            <p className="mt-2">
              <a
                className="inline-flex min-h-12 items-center break-all underline underline-offset-4"
                href={`mailto:${sale.merchant.supportEmail}`}
              >
                <bdi>{sale.merchant.supportEmail}</bdi>
              </a>
            </p>
          </div>
        </div>
      </section>
    </>
  )
}

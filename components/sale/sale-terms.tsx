import { formatMoney } from '#lib/money/format-money.ts'
import type { SaleView } from '#lib/sales/sale-view.ts'

/** Fees and hold time in one line, for beside the button: nothing is added later that was not said here. */
export function termsInShort(sale: SaleView): string {
  const shipping =
    sale.shippingCents === 0
      ? 'Free shipping'
      : `Plus ${formatMoney(sale.shippingCents, sale.currency)} shipping`
  return `${shipping}. Held for you ${holdWords(sale.holdSeconds)}.`
}

function holdWords(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`
  return `${Math.round(seconds / 60)} minutes`
}

/** Everything one should know before the tap: what it costs to get it here, how to send it back, and who made it. */
export function SaleTerms({ sale }: { sale: SaleView }) {
  const shipping =
    sale.shippingCents === 0 ? 'Free shipping' : `Shipping ${formatMoney(sale.shippingCents, sale.currency)}`
  const terms = [
    [shipping, sale.shippingNote],
    ['Returns', sale.returnsNote],
    [
      `Yours for ${holdWords(sale.holdSeconds)}`,
      'What you claim is held for you while you pay. If the time runs out it goes back to the others, and nothing is charged.',
    ],
  ] as const
  return (
    <>
      <section id="terms" aria-label="Good to know" className="mt-14 border-t-[3px] border-ink">
        <dl className="divide-y divide-line">
          {terms.map(([term, words]) =>
            words ? (
              <div key={term} className="grid gap-1 py-4 sm:grid-cols-[12rem_1fr] sm:gap-6">
                <dt className="figures font-bold">{term}</dt>
                <dd className="max-w-prose text-ink-soft">{words}</dd>
              </div>
            ) : null,
          )}
        </dl>
      </section>
      <section aria-labelledby="story-heading" className="mt-12">
        <h2 id="story-heading" className="poster text-heading">
          Why this sale
        </h2>
        <p className="mt-4 max-w-prose text-lead whitespace-pre-line">{sale.story}</p>
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
            <h3 className="font-bold">{sale.merchant.name}</h3>
            <p className="mt-1 text-ink-soft">{sale.merchant.story}</p>
            <p className="mt-2">
              <a
                className="inline-flex min-h-12 items-center break-all underline underline-offset-4"
                href={`mailto:${sale.merchant.supportEmail}`}
              >
                {sale.merchant.supportEmail}
              </a>
            </p>
          </div>
        </div>
      </section>
    </>
  )
}

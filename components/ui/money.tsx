import { useLanguage, useText } from '#lib/languages/text.ts'
import { formatMoney } from '#lib/money/format-money.ts'

type Props = { amountCents: number; currency: string; className?: string }

/** An amount in figures that line up. */
export function Money({ amountCents, currency, className = '' }: Props) {
  const language = useLanguage()
  return (
    <span className={`figures whitespace-nowrap ${className}`}>
      {formatMoney(amountCents, currency, language)}
    </span>
  )
}

type PriceProps = Props & { wasCents?: number | null; size?: 'regular' | 'large' }

/** A price, with the former one struck through beside it where there is one. */
export function Price({ amountCents, wasCents, currency, size = 'regular', className = '' }: PriceProps) {
  const t = useText('ui')
  const large = size === 'large' ? 'text-heading' : 'text-price'
  return (
    <span className={`inline-flex flex-wrap items-baseline gap-x-2 ${className}`}>
      <Money amountCents={amountCents} currency={currency} className={`poster ${large}`} />
      {wasCents && wasCents > amountCents ? (
        <s className="figures text-body text-ink-soft">
          <span className="sr-only">{t('was')} </span>
          {formatMoney(wasCents, currency, t.language)}
        </s>
      ) : null}
    </span>
  )
}

import { StockStrip } from '#components/sale/stock-strip.tsx'
import { Money } from '#components/ui/money.tsx'
import { balanceOf, type CertificateItem } from '#lib/certificates/certificate.ts'

/** One item: its units as a strip, the sum in figures, and that no position and no place in line is missing. */
export function ItemBalance({ item, currency }: { item: CertificateItem; currency: string | null }) {
  const { had, has } = balanceOf(item)
  const parts = [
    `${item.sold} sold`,
    ...(item.held > 0 ? [`${item.held} held`] : []),
    `${item.free} free`,
    ...(item.withdrawn > 0 ? [`${item.withdrawn} withdrawn`] : []),
  ]
  return (
    <li
      data-whole
      className="grid grid-cols-1 gap-x-6 gap-y-2 py-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] print:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] print:py-2"
    >
      <p className="leading-tight">
        <span className="font-semibold">{item.product}</span>
        <span className="block text-note text-ink-soft">
          {item.variant}
          {currency ? (
            <>
              {' · '}
              <Money amountCents={item.priceCents} currency={currency} />
            </>
          ) : null}
        </span>
      </p>
      <div className="grid grid-cols-1 gap-1.5">
        <div style={{ maxWidth: `${(item.free + item.held + item.sold) * 1.25}rem` }}>
          <StockStrip free={item.free} held={item.held} sold={item.sold} className="h-4!" />
        </div>
        <p className="figures text-note">
          <strong>
            {item.opened}
            {item.restocked > 0 ? ` + ${item.restocked} restocked` : ''} {had === has ? '=' : '≠'}{' '}
            {parts.join(' + ')}
          </strong>
          {item.returned > 0 ? ` (${item.returned} came back)` : ''}
        </p>
        <p className="figures text-note text-ink-soft">
          {item.claims === item.lastPosition
            ? `${item.claims} ${item.claims === 1 ? 'claim' : 'claims'}, no position missing`
            : `${item.claims} claims, but the last position is ${item.lastPosition}`}
          {item.waits === 0 && item.lastPlace === 0
            ? ''
            : item.waits === item.lastPlace
              ? `; ${item.waits} in line, no place missing`
              : `; ${item.waits} in line, but the last place is ${item.lastPlace}`}
        </p>
      </div>
    </li>
  )
}

import { StockStrip } from '#components/sale/stock-strip.tsx'
import { balanceOf, type CertificateItem } from '#lib/certificates/certificate.ts'

type Units = Pick<
  CertificateItem,
  'opened' | 'restocked' | 'returned' | 'free' | 'held' | 'sold' | 'withdrawn'
>

/** All items of a sale in one count. */
export function sumOf(items: readonly Units[]): Units {
  const sum = { opened: 0, restocked: 0, returned: 0, free: 0, held: 0, sold: 0, withdrawn: 0 }
  for (const item of items)
    for (const name of ['opened', 'restocked', 'returned', 'free', 'held', 'sold', 'withdrawn'] as const)
      sum[name] += item[name]
  return sum
}

/** Both sides of the sum the whole sale is held to: what there was, and where it is. */
export function UnitsBalance({ count }: { count: Units }) {
  const { had, has } = balanceOf(count)
  return (
    <section aria-label="Units" data-whole className="grid grid-cols-1 gap-4">
      <StockStrip free={count.free} held={count.held} sold={count.sold} className="h-12! print:h-8!" />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <Term label={count.restocked > 0 ? 'opened with' : 'opened'} units={count.opened} />
        {count.restocked > 0 ? <Term sign="+" label="restocked" units={count.restocked} /> : null}
        <Term sign={had === has ? '=' : '≠'} label="sold" units={count.sold} />
        {count.held > 0 ? <Term sign="+" label="held" units={count.held} /> : null}
        <Term sign="+" label="free" units={count.free} />
        <Term sign="+" label="withdrawn" units={count.withdrawn} />
      </div>
      {count.returned > 0 ? (
        <p className="text-note text-ink-soft">
          {count.returned === 1 ? 'One sold unit' : `${count.returned} sold units`} came back and went on sale
          again: they are counted where they are now.
        </p>
      ) : null}
    </section>
  )
}

function Term({ sign, label, units }: { sign?: string; label: string; units: number }) {
  return (
    <p className="figures flex items-start gap-3">
      {sign ? <span className="poster text-heading text-ink-soft print:text-price">{sign}</span> : null}
      <span className="grid">
        <span className="poster text-heading print:text-price">{units.toLocaleString('en')}</span>
        <span className="text-note text-ink-soft">{label}</span>
      </span>
    </p>
  )
}

import { Wordmark } from '#components/layout/wordmark.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { balanceOf, type Certificate } from '#lib/certificates/certificate.ts'
import { ClaimFates } from './claim-fates.tsx'
import { Gaps } from './gaps.tsx'
import { HowToCheck } from './how-to-check.tsx'
import { ItemBalance } from './item-balance.tsx'
import { MoneyBalance } from './money-balance.tsx'
import { sumOf, UnitsBalance } from './units-balance.tsx'

/** A whole certificate: what it is about, that it adds up, and how to see that for oneself. */
export function CertificateSheet({ certificate }: { certificate: Certificate }) {
  const { sale, items } = certificate
  return (
    <article aria-labelledby="sale" className="grid grid-cols-1 gap-10 print:gap-5">
      <header className="grid gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Wordmark />
          <Badge tone={certificate.isFinal ? 'ink' : 'held'}>
            {certificate.isFinal ? 'Final' : 'So far'}
          </Badge>
        </div>
        <h1 id="sale" className="poster text-poster print:text-[2.6rem]">
          {sale.title}
        </h1>
        <p className="figures text-lead text-ink-soft print:text-body">
          Certificate of the sale by {sale.merchant}, {instantText(sale.opensAt)} to{' '}
          {instantText(sale.closesAt)}.{' '}
          {certificate.isFinal
            ? `As it stood on ${instantText(certificate.at)}.`
            : `Not the end of it: as it stands on ${instantText(certificate.at)}, with claims, orders or the sale itself still open.`}
        </p>
      </header>
      {certificate.isArchived ? (
        <Notice tone="held" title="Put away">
          <p>
            The claims and movements of this sale are no longer in the database. The counters below are the
            last ones; the rest can be seen again once their month is brought back.
          </p>
        </Notice>
      ) : null}
      <Verdict certificate={certificate} />
      <UnitsBalance count={sumOf(items)} />
      <section aria-labelledby="items" className="grid grid-cols-1 gap-2">
        <h2 id="items" className="poster text-heading print:text-price">
          Item by item
        </h2>
        <ul className="divide-y divide-line border-y border-line">
          {items.map((item) => (
            <ItemBalance key={item.number} item={item} currency={certificate.money[0]?.currency ?? null} />
          ))}
        </ul>
      </section>
      <div className="grid grid-cols-1 gap-10 sm:grid-cols-2 print:grid-cols-2 print:gap-6">
        <ClaimFates certificate={certificate} />
        <MoneyBalance money={certificate.money} />
      </div>
      <Gaps gaps={certificate.gaps} />
      {certificate.isArchived ? null : <HowToCheck certificate={certificate} />}
    </article>
  )
}

/** The one sentence a certificate is made for. */
function Verdict({ certificate }: { certificate: Certificate }) {
  const isWhole = certificate.items.every((item) => {
    const { had, has } = balanceOf(item)
    return had === has && item.claims === item.lastPosition && item.waits === item.lastPlace
  })
  const isTrue = isWhole && certificate.gaps.length === 0
  return (
    <p data-whole className={`poster text-heading print:text-price ${isTrue ? 'text-yours' : 'text-alert'}`}>
      {isTrue
        ? 'Every unit is accounted for, and every cent.'
        : `Stock and money do not agree yet: ${certificate.gaps.length === 1 ? 'one exception is' : `${certificate.gaps.length} exceptions are`} named below.`}
    </p>
  )
}

const INSTANT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** In UTC and saying so: a sheet of paper does not know where it is read. */
function instantText(instant: string): string {
  return `${INSTANT.format(new Date(instant))} UTC`
}

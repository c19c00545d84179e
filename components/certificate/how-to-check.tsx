import { LinkButton } from '#components/ui/link-button.tsx'
import type { Certificate } from '#lib/certificates/certificate.ts'

/** How anybody can find out that this page is right without believing it. */
export function HowToCheck({ certificate: { sale, digests } }: { certificate: Certificate }) {
  const file = `certificate-${sale.slug}.json`
  return (
    <section aria-labelledby="check" data-whole className="grid grid-cols-1 gap-3">
      <h2 id="check" className="poster text-heading print:text-price">
        Check it yourself
      </h2>
      <p className="max-w-prose">
        The download has every movement of every unit in the order it happened, the waiting line, the orders
        and the money, without a name or an address. From these lines, on a computer without a network,{' '}
        <code className="font-semibold break-all">npm run verify-certificate {file}</code> recomputes every
        number on this page and the digest below, which is also what{' '}
        <code className="font-semibold">sha256sum</code> says of the lines as a file.
      </p>
      <p className="figures text-note">
        <span className="text-ink-soft">
          sha256 of {digests.movements.lines.toLocaleString('en')} movements
        </span>
        <code className="mt-1 block text-body font-semibold break-all print:text-note">
          {digests.movements.sha256}
        </code>
      </p>
      <LinkButton
        href={`/dashboard/sales/${sale.slug}/certificate.json`}
        tone="ink"
        download={file}
        className="justify-self-start print:hidden"
      >
        Download with all movements
      </LinkButton>
    </section>
  )
}

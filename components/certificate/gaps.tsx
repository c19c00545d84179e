import type { Certificate } from '#lib/certificates/certificate.ts'

/** Where stock and money disagree; that there is nothing is said as well. */
export function Gaps({ gaps }: { gaps: Certificate['gaps'] }) {
  return (
    <section aria-labelledby="gaps" data-whole className="grid gap-2">
      <h2 id="gaps" className="poster text-heading print:text-price">
        Gaps
      </h2>
      {gaps.length === 0 ? (
        <p>
          <strong>None.</strong> Every counter was recomputed from the movements and from the claims, every
          order was held against its money and its units.
        </p>
      ) : (
        <ul className="grid gap-1.5">
          {gaps.map(({ of, gap, detail }) => (
            <li key={`${of} ${gap}`}>
              <strong className="text-alert">
                {of}: {gap}
              </strong>{' '}
              <span className="figures text-ink-soft">({detail})</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

import type { Certificate, Fate, Place } from '#lib/certificates/certificate.ts'
import { FATES, PLACES } from '#lib/certificates/certificate.ts'
import { FigureList } from './figure-list.tsx'

const FATE_WORDS: Record<Fate, string> = {
  paid: 'Paid',
  given_back: 'Given back by hand',
  lapsed: 'Ran out of time',
  refund_due: 'Paid too late, money back',
  ended: 'Payment or sale cancelled',
  open: 'Still open',
}

const PLACE_WORDS: Record<Place, string> = {
  waiting: 'Still waiting',
  offered: 'Offered just now',
  taken: 'Offered and taken',
  lapsed: 'Offered, ran out of time',
  left: 'Left the line',
  over: 'Waited until it was over',
}

/** What became of every claim, and of everybody who stood in line. */
export function ClaimFates({ certificate: { fates, line } }: { certificate: Certificate }) {
  const claims = FATES.reduce((sum, fate) => sum + fates[fate].claims, 0)
  const places = PLACES.reduce((sum, place) => sum + line[place], 0)
  return (
    <section aria-labelledby="fates" data-whole className="grid content-start gap-3">
      <h2 id="fates" className="poster text-heading print:text-price">
        Every claim
      </h2>
      <FigureList
        figures={[
          ...FATES.map((fate) => ({
            label: FATE_WORDS[fate],
            value: fates[fate].claims.toLocaleString('en'),
          })),
          { label: 'Claims in all', value: claims.toLocaleString('en'), isStrong: true },
        ]}
      />
      {places > 0 ? (
        <>
          <h3 className="mt-2 font-bold">In line</h3>
          <FigureList
            figures={[
              ...PLACES.filter((place) => line[place] > 0).map((place) => ({
                label: PLACE_WORDS[place],
                value: line[place].toLocaleString('en'),
              })),
              { label: 'Places in all', value: places.toLocaleString('en'), isStrong: true },
            ]}
          />
        </>
      ) : null}
    </section>
  )
}

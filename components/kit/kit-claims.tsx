'use client'

import { useEffect, useState } from 'react'
import { BagLines } from '#components/bag/bag-lines.tsx'
import { BagEntry } from '#components/sale/bag-entry.tsx'
import { ClaimButton } from '#components/sale/claim-button.tsx'
import { InLine } from '#components/sale/in-line.tsx'
import { QuantityStepper } from '#components/sale/quantity-stepper.tsx'
import type { ClaimOffer } from '#lib/claims/claim-offer.ts'
import type { MyClaim } from '#lib/claims/my-claims.ts'
import type { MyWait } from '#lib/waits/wait.ts'
import { Shelf, Specimen } from './specimen.tsx'

const OFFERS = (nowMs: number): [string, ClaimOffer][] => [
  ['To claim', { kind: 'claim', quantity: 1, totalCents: 7900 }],
  ['A huge price', { kind: 'claim', quantity: 4, totalCents: 399_999_600 }],
  ['Under way', { kind: 'sending', wish: 'claim' }],
  ['No network', { kind: 'kept', wish: 'claim', why: 'no_network' }],
  ['Opens', { kind: 'opens' }],
  ['All held', { kind: 'line', quantity: 1 }],
  ['Again later', { kind: 'again', retryAtMs: nowMs + 90_000 }],
  ['Paused', { kind: 'none', why: 'paused' }],
  ['At the limit', { kind: 'none', why: 'limit' }],
  ['Sold out', { kind: 'none', why: 'sold_out' }],
  ['Ended', { kind: 'none', why: 'ended' }],
]

const nothing = () => undefined
const LONG = 'A lighthouse lamp turned from oak that lay on the beach of Amrum for eleven winters'

/** What one can do and what one has: the button in each of its states, the line, the bag. Nothing here is sent anywhere. */
export function KitClaims({ nowMs }: { nowMs: number }) {
  return (
    <Shelf title="Claims">
      <Specimen name="The claim button, in every state">
        {OFFERS(nowMs).map(([name, offer]) => (
          <div key={name} className="grid grid-cols-1 gap-1">
            <span className="text-note text-ink-soft">{name}</span>
            <span className="flex flex-wrap gap-2">
              {name === 'To claim' ? <QuantityStepper value={1} max={4} onChange={nothing} /> : null}
              <ClaimButton
                offer={offer}
                currency="EUR"
                opensAtMs={nowMs + 42_000}
                renderedAtMs={nowMs}
                onClaim={nothing}
                onLine={nothing}
              />
            </span>
          </div>
        ))}
      </Specimen>
      <Yours nowMs={nowMs} />
      <Specimen name="Lines of a bag: short, long, given back">
        <BagLines
          lines={[
            lineOf(nowMs, 'a', 'Harbour mug', 1, '/demo/harbour-mug.svg'),
            lineOf(nowMs, 'b', LONG, 12, '/demo/lighthouse-lamp.svg'),
            lineOf(nowMs, 'c', 'No picture', 1, null),
          ]}
          currency="EUR"
          renderedAtMs={nowMs}
          leaving={new Set(['c'])}
          isLocked={false}
          isInQueue={false}
          onGiveBack={nothing}
        />
      </Specimen>
    </Shelf>
  )
}

/** What is yours reads the phone's clock, so it is only there once there is a phone. */
function Yours({ nowMs }: { nowMs: number }) {
  const [isHere, setIsHere] = useState(false)
  useEffect(() => setIsHere(true), [])
  return (
    <Specimen name="Yours, being paid, in line">
      {isHere ? (
        <span className="flex flex-wrap gap-2">
          <BagEntry
            claim={claimOf(nowMs, 'held')}
            offer={{ kind: 'claim', quantity: 1, totalCents: 7900 }}
            currency="EUR"
            onClaim={nothing}
          />
        </span>
      ) : null}
      {isHere ? (
        <span className="flex flex-wrap gap-2">
          <BagEntry
            claim={claimOf(nowMs, 'paying')}
            offer={{ kind: 'none', why: 'limit' }}
            currency="EUR"
            onClaim={nothing}
          />
        </span>
      ) : null}
      <span className="flex flex-wrap gap-2">
        <InLine name="Tide clock" wait={WAIT} leaving="no" onLeaving={nothing} onLeave={nothing} />
      </span>
      <span className="flex flex-wrap gap-2">
        <InLine name="Tide clock" wait={WAIT} leaving="asked" onLeaving={nothing} onLeave={nothing} />
      </span>
    </Specimen>
  )
}

const WAIT: MyWait = {
  id: 'wait',
  itemId: 'item',
  saleId: 'sale',
  saleSlug: 'low-water',
  quantity: 1,
  place: 3,
  aheadAtMost: 2,
  status: 'waiting',
  claimId: null,
  offeredAt: null,
  endedAt: null,
}

const claimOf = (nowMs: number, status: MyClaim['status']): MyClaim => ({
  id: status,
  itemId: 'item',
  saleId: 'sale',
  saleSlug: 'low-water',
  quantity: 1,
  status,
  expiresAt: new Date(nowMs + 290_000).toISOString(),
  position: 1,
  orderId: null,
})

const lineOf = (
  nowMs: number,
  id: string,
  productName: string,
  quantity: number,
  pictureUrl: string | null,
) => ({
  claim: {
    id,
    itemId: id,
    quantity,
    status: 'held',
    expiresAt: new Date(nowMs + 290_000).toISOString(),
    orderId: null,
  },
  item: {
    id,
    productName,
    variantName: 'One size',
    pictureUrl,
    priceCents: 129_900,
    wasPriceCents: null,
    paying: null,
    limitPerShopper: 12,
  },
})

'use client'

import { useEffect, useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { useBag } from '#lib/claims/use-bag.ts'
import { useText } from '#lib/languages/text.ts'
import { type KeptName, listKeptNames } from '#lib/offline/kept-names.ts'
import { lastHeardMs } from '#lib/offline/last-heard.ts'
import { getShopClock } from '#lib/time/shop-clock.ts'
import { ago } from './ago.ts'

/** What is held as this phone last heard it, each with its remaining time: by the server's clock, as far as the phone knows that. */
export function OfflineClaims() {
  const t = useText('offline')
  const bag = useBag()
  const [names, setNames] = useState<readonly KeptName[]>([])
  const [heardMs, setHeardMs] = useState<number | null>(null)
  useEffect(() => {
    setNames(listKeptNames())
    setHeardMs(lastHeardMs())
  }, [])
  return (
    <section aria-labelledby="offline-claims" className="grid gap-4">
      <h2 id="offline-claims" className="poster text-heading">
        {t('claims')}
      </h2>
      {bag.length === 0 ? <p className="text-ink-soft">{t('noClaims')}</p> : null}
      {bag.length > 0 ? (
        <ul className="grid gap-3">
          {bag.map((claim) => {
            const known = names.find(({ itemId }) => itemId === claim.itemId)
            return (
              <li
                key={claim.id}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card border border-line bg-paper-raised p-4"
              >
                <span className="min-w-0">
                  <span className="block font-semibold">
                    {known ? `${claim.quantity} × ${known.name}` : t('units', { count: claim.quantity })}
                  </span>
                  {known ? <span className="block text-note text-ink-soft">{known.saleTitle}</span> : null}
                </span>
                {claim.status === 'paying' ? (
                  <Badge tone="held">{t('paying')}</Badge>
                ) : (
                  <Countdown
                    untilMs={Date.parse(claim.expiresAt)}
                    renderedAtMs={getShopClock().now()}
                    className="poster text-heading text-yours"
                  />
                )}
              </li>
            )
          })}
        </ul>
      ) : null}
      {heardMs === null ? null : (
        <p className="figures text-note text-ink-soft">{t('asOf', { time: ago(heardMs, t.language) })}</p>
      )}
    </section>
  )
}

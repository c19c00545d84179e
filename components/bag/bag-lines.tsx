import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Countdown } from '#components/ui/countdown.tsx'
import { Money } from '#components/ui/money.tsx'
import { type BagLine, nameOf } from '#lib/bags/bag.ts'
import { useText } from '#lib/languages/text.ts'

type Props = {
  lines: readonly BagLine[]
  currency: string
  renderedAtMs: number
  /** Ids of claims on their way back to the sale. */
  leaving: ReadonlySet<string>
  isLocked: boolean
  /** In line to pay: locked, and no clock runs. */
  isInQueue: boolean
  onGiveBack: (claimId: string) => void
}

/** What is held, each with its own clock and a way to give it back. */
export function BagLines({ lines, currency, renderedAtMs, leaving, isLocked, isInQueue, onGiveBack }: Props) {
  const t = useText('bag')
  return (
    <ul className="grid gap-3">
      {lines.map(({ claim, item }) => {
        const isLeaving = leaving.has(claim.id)
        return (
          <li
            key={claim.id}
            className={`grid grid-cols-[5.5rem_1fr] overflow-hidden rounded-card border border-line bg-paper-raised ${isLeaving ? 'border-dashed grayscale' : ''}`}
          >
            <LinePicture url={item.pictureUrl} />
            <div className="grid content-between gap-2 p-3">
              <div className="flex items-start justify-between gap-3">
                <div>
                  <h3 className="leading-tight font-bold">{item.productName}</h3>
                  <p className="figures text-note text-ink-soft">
                    {[item.variantName, claim.quantity > 1 ? t('units', { count: claim.quantity }) : null]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </div>
                <Money
                  amountCents={claim.quantity * item.priceCents}
                  currency={currency}
                  className="font-bold"
                />
              </div>
              <div className="flex items-center justify-between gap-3">
                <Badge tone="held">
                  {isInQueue ? (
                    t('lockedForYou')
                  ) : (
                    <>
                      {t('held')}{' '}
                      <Countdown untilMs={Date.parse(claim.expiresAt)} renderedAtMs={renderedAtMs} />
                    </>
                  )}
                </Badge>
                <Button
                  tone="plain"
                  className="-my-2 -me-3 min-w-12 whitespace-nowrap px-3! text-note"
                  disabled={isLocked || isLeaving}
                  aria-label={isLeaving ? undefined : t('giveBackItem', { name: nameOf(item) })}
                  onClick={() => onGiveBack(claim.id)}
                >
                  {isLeaving ? t('givingBack') : t('giveBack')}
                </Button>
              </div>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function LinePicture({ url }: { url: string | null }) {
  // The name beside it says what it is, so the picture itself stays silent.
  return url ? (
    // biome-ignore lint/performance/noImgElement: drawn SVGs gain nothing from an image optimizer
    <img src={url} alt="" width={88} height={104} className="size-full object-cover" />
  ) : (
    <span className="bg-paper-sunk" />
  )
}

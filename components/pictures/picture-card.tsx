'use client'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { ShopPicture } from '#components/ui/shop-picture.tsx'
import { ALT_MAX_LENGTH } from '#lib/pictures/limits.ts'
import type { Picked } from './picture-field.tsx'

type Props = {
  picture: Picked
  isDescribed: boolean
  place: number
  count: number
  error: string | null
  onDescribe: (alt: string) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** Three of them fit beside a picture on the narrowest phone. */
const SLIM = 'px-0! disabled:bg-transparent! disabled:text-ink-soft! disabled:no-underline'

/** One kept picture: what it looks like, its words, its place. */
export function PictureCard({
  picture,
  isDescribed,
  place,
  count,
  error,
  onDescribe,
  onMove,
  onRemove,
}: Props) {
  const name = `picture ${place}`
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-3 rounded-card border border-line bg-paper-raised p-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <ShopPicture
        url={picture.url}
        alt={picture.alt}
        sizes="8rem"
        width={128}
        height={128}
        className="aspect-square w-full rounded-card bg-paper-sunk object-cover"
      />
      <div className="grid content-start gap-2">
        {isDescribed ? (
          <Field
            label={`What ${name} shows`}
            hint="For shoppers who cannot see it, and for search."
            value={picture.alt}
            onChange={(event) => onDescribe(event.target.value)}
            error={error}
            required
            maxLength={ALT_MAX_LENGTH}
            autoComplete="off"
          />
        ) : null}
        <div className="flex flex-wrap gap-x-4">
          {count > 1 ? (
            <>
              <Button
                tone="plain"
                className={SLIM}
                data-move="-1"
                disabled={place === 1}
                aria-label={`Move ${name} earlier`}
                onClick={() => onMove(-1)}
              >
                Earlier
              </Button>
              <Button
                tone="plain"
                className={SLIM}
                data-move="1"
                disabled={place === count}
                aria-label={`Move ${name} later`}
                onClick={() => onMove(1)}
              >
                Later
              </Button>
            </>
          ) : null}
          <Button tone="plain" className={SLIM} aria-label={`Remove ${name}`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      </div>
    </li>
  )
}

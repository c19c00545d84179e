'use client'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { ShopPicture } from '#components/ui/shop-picture.tsx'
import { ALT_MAX_LENGTH } from '#lib/pictures/limits.ts'
import type { Picked } from './picture-field.tsx'

type Props = {
  picture: Picked
  place: number
  count: number
  error: string | null
  onDescribe: (alt: string) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One kept picture: what it looks like, its words, its place. */
export function PictureCard({ picture, place, count, error, onDescribe, onMove, onRemove }: Props) {
  const name = `picture ${place}`
  return (
    <li className="grid grid-cols-[5rem_minmax(0,1fr)] gap-3 rounded-card border border-line bg-paper-raised p-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <ShopPicture
        url={picture.url}
        alt={picture.alt}
        sizes="8rem"
        width={128}
        height={128}
        className="aspect-square w-full rounded-card bg-paper-sunk object-cover"
      />
      <div className="grid content-start gap-2">
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
        <div className="flex flex-wrap gap-x-2">
          <Button
            tone="plain"
            data-move="-1"
            disabled={place === 1}
            aria-label={`Move ${name} earlier`}
            onClick={() => onMove(-1)}
          >
            Earlier
          </Button>
          <Button
            tone="plain"
            data-move="1"
            disabled={place === count}
            aria-label={`Move ${name} later`}
            onClick={() => onMove(1)}
          >
            Later
          </Button>
          <Button tone="plain" aria-label={`Remove ${name}`} onClick={onRemove}>
            Remove
          </Button>
        </div>
      </div>
    </li>
  )
}

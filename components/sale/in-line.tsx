'use client'

import { Button } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'
import type { MyWait } from '#lib/waits/wait.ts'
import { placeWords } from '#lib/waits/wait-words.ts'
import type { Leaving } from './use-leaving.ts'

const TOLD_FROM = 3

type Props = {
  name: string
  wait: MyWait
  leaving: Leaving
  onLeaving: (leaving: Leaving) => void
  onLeave: () => void
}

/** Where one stands in line, in place of the button: there is nothing to tap, it happens by itself. */
export function InLine({ name, wait, leaving, onLeaving, onLeave }: Props) {
  const t = useText('waits')
  if (leaving === 'asked' || leaving === 'under_way') {
    const isUnderWay = leaving === 'under_way'
    return (
      <>
        <Button size="large" className="flex-1 basis-0" aria-disabled={isUnderWay} onClick={onLeave}>
          {t(isUnderWay ? 'leaving' : 'leaveLine')}
        </Button>
        <Button tone="ink" size="large" disabled={isUnderWay} onClick={() => onLeaving('no')}>
          {t('stay')}
        </Button>
      </>
    )
  }
  return (
    <>
      <p
        // Near the front every step is told; further back a screen reader would talk without end.
        aria-live={wait.aheadAtMost <= TOLD_FROM ? 'polite' : 'off'}
        className="figures flex min-h-14 min-w-0 flex-1 basis-0 items-center gap-3 rounded-card bg-held-wash px-4 text-lead leading-tight font-bold text-balance text-held-ink"
      >
        <span aria-hidden className="hatch h-7 w-3.5 shrink-0 border-2 border-held-ink" />
        <span>{placeWords(wait, t)}</span>
      </p>
      <Button size="large" aria-label={t('leaveLineFor', { name })} onClick={() => onLeaving('asked')}>
        {t('leave')}
      </Button>
    </>
  )
}

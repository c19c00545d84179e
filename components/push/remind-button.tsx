'use client'

import { type ComponentProps, type ComponentType, useEffect, useState } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'
import { whenIdle } from '#lib/time/page-life.ts'
import type { LiveRemindButton } from './live-remind-button.tsx'

type Props = ComponentProps<typeof LiveRemindButton>

/** Before any script has come it is the calendar file. What more it does is loaded when the page is idle, or by a tap before that. */
export function RemindButton({ sale }: Pick<Props, 'sale'>) {
  const t = useText('remind')
  const [Live, setLive] = useState<ComponentType<Props> | null>(null)
  const [isTapped, setIsTapped] = useState(false)
  useEffect(() => whenIdle(() => load(setLive)), [])
  if (Live) return <Live sale={sale} isTapped={isTapped} />
  return (
    <a
      href={`/sales/${sale.slug}/calendar.ics`}
      className={buttonClass('quiet')}
      onClick={(event) => {
        event.preventDefault()
        setIsTapped(true)
        load(setLive)
      }}
    >
      {t('remindMe')}
    </a>
  )
}

function load(take: (live: () => ComponentType<Props>) => void): void {
  import('./live-remind-button.tsx').then(
    (loaded) => take(() => loaded.LiveRemindButton),
    // Cut off meanwhile: the next tap tries again.
    () => {},
  )
}

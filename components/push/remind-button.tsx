'use client'

import { type ComponentProps, type ComponentType, useEffect, useState } from 'react'
import { useText } from '#lib/languages/text.ts'
import { whenIdle } from '#lib/time/page-life.ts'
import type { LiveRemindButton } from './live-remind-button.tsx'
import { RemindLink } from './remind-link.tsx'

type Props = ComponentProps<typeof LiveRemindButton>

/**
 * Before any script has come it is the calendar file. What more it does is loaded when the page is idle, or by a tap before that.
 * `next`: it is the one thing to do on its screen, and these words below its own say what happens then.
 */
export function RemindButton({ sale, next }: Pick<Props, 'sale' | 'next'>) {
  const t = useText('remind')
  const [Live, setLive] = useState<ComponentType<Props> | null>(null)
  const [isTapped, setIsTapped] = useState(false)
  useEffect(() => whenIdle(() => load(setLive)), [])
  if (Live) return <Live sale={sale} next={next} isTapped={isTapped} />
  return (
    <RemindLink
      slug={sale.slug}
      next={next}
      onClick={(event) => {
        event.preventDefault()
        setIsTapped(true)
        load(setLive)
      }}
    >
      {t('remindMe')}
    </RemindLink>
  )
}

function load(take: (live: () => ComponentType<Props>) => void): void {
  import('./live-remind-button.tsx').then(
    (loaded) => take(() => loaded.LiveRemindButton),
    // Cut off meanwhile: the next tap tries again.
    () => {},
  )
}

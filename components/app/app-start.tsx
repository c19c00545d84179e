'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { keepInstallPrompt } from '#lib/install/install-prompt.ts'
import { whenIdle } from '#lib/time/page-life.ts'

keepInstallPrompt()

/** What makes the shop an app on the phone. All of it is loaded when the page has nothing better to do. */
export function AppStart() {
  const [AppLife, setAppLife] = useState<ComponentType | null>(null)
  useEffect(
    () =>
      whenIdle(() => {
        import('./app-life.tsx').then(
          (loaded) => setAppLife(() => loaded.AppLife),
          // Cut off meanwhile: the page works without, and the next one tries again.
          () => {},
        )
      }),
    [],
  )
  return AppLife ? <AppLife /> : null
}

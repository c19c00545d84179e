'use client'

import { useEffect, useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { onWake } from '#lib/time/page-life.ts'

/** A dashboard is left open for hours; a question should show there within this. */
const LOOK_EVERY_MS = 20_000

/** How many threads wait for an answer, looked at now and then; nothing where none does. */
export function UnansweredCount({ initial }: { initial: number }) {
  const [count, setCount] = useState(initial)
  useEffect(() => setCount(initial), [initial])
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      try {
        const response = await fetch('/dashboard/help/unanswered', { cache: 'no-store' })
        if (response.ok) setCount(((await response.json()) as { unanswered: number }).unanswered)
      } catch {
        // Offline: the number stays what it was, and the next look corrects it.
      }
    }
    const timer = setInterval(look, LOOK_EVERY_MS)
    const stopListening = onWake(look)
    return () => {
      clearInterval(timer)
      stopListening()
    }
  }, [])
  if (count === 0) return null
  return (
    <Badge tone="ink">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> unanswered</span>
    </Badge>
  )
}

import { useEffect, useState } from 'react'
import { lateCode } from '#lib/time/late-code.ts'

type InLine = typeof import('./in-line.tsx').InLine

/**
 * What shows one's place in a line, which only few come to stand in: loaded when the browser is idle, and there at once when
 * it is needed, so that the keyboard's focus goes on to it. Null until then; the words above say the place is kept.
 */
export function useInLine(): InLine | null {
  const [part, setPart] = useState<{ InLine: InLine } | null>(null)
  useEffect(() => {
    lateCode(() => import('./in-line.tsx')).then(setPart, () => undefined)
  }, [])
  return part?.InLine ?? null
}

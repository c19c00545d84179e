import type { ReactNode } from 'react'
import { BottomBar } from '#components/layout/bottom-bar.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Chosen } from './selection.ts'

type Props = {
  chosen: Chosen<{ id: string }>
  /** As many as can be done at once. */
  max: number
  /** What of the chosen ones counts here: ", 3 to ship". */
  more?: string
  /** What can be done with them. */
  children: ReactNode
}

/** What is chosen of a table and what can be done with it, at the thumb; on a desk beside the places, never over them. */
export function SelectionBar({ chosen, max, more = '', children }: Props) {
  if (chosen.rows.length === 0) return null
  return (
    <BottomBar className="lg:left-54">
      <p role="status" className="figures flex min-h-12 flex-wrap items-center font-semibold">
        {chosen.rows.length} chosen{more}
        {chosen.elsewhere > 0 ? (
          <span className="font-normal text-ink-soft">, {chosen.elsewhere} on other pages</span>
        ) : null}
        {chosen.isFull ? (
          <span className="font-normal text-ink-soft">. {max} is as many as go at once.</span>
        ) : null}
      </p>
      <div className="grid auto-cols-fr grid-flow-col gap-2 lg:flex lg:justify-end">
        <Button tone="plain" className="max-lg:absolute max-lg:top-3 max-lg:right-2" onClick={chosen.clear}>
          Choose none
        </Button>
        {children}
      </div>
    </BottomBar>
  )
}

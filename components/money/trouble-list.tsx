import { type ReactNode, useId } from 'react'
import { Card } from '#components/ui/card.tsx'

type Props = { title: string; count: number; empty: string; children: ReactNode }

/** A titled list of troubles; where there are none it says so, because that is the good news. */
export function TroubleList({ title, count, empty, children }: Props) {
  const id = useId()
  return (
    <Card as="section" labelledBy={id}>
      <h2 id={id} className="border-b border-line px-4 py-3 font-bold sm:px-6">
        {title} <span className="figures font-normal text-ink-soft">{count}</span>
      </h2>
      {count === 0 ? (
        <p className="px-4 py-6 text-yours sm:px-6">{empty}</p>
      ) : (
        <ul className="divide-y divide-line">{children}</ul>
      )}
    </Card>
  )
}

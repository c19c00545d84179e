import { type ReactNode, useId } from 'react'
import { Card } from '#components/ui/card.tsx'

/** A titled card of the order's page. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <Card as="section" labelledBy={id}>
      <h2 id={id} className="border-b border-line px-4 py-3 font-bold sm:px-6">
        {title}
      </h2>
      {children}
    </Card>
  )
}

import type { ReactNode } from 'react'

type Props = { title: string; words: string; children: ReactNode }

/** Something the shopper may do now and need not: a slip of paper above the bar at the thumb. It covers nothing one is about to tap. */
export function Toast({ title, words, children }: Props) {
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(0.75rem+env(safe-area-inset-bottom))] z-40 px-3 [body:has([data-bottom-bar])_&]:bottom-[calc(var(--bar-height)+0.75rem+env(safe-area-inset-bottom))]">
      <section
        role="status"
        className="pointer-events-auto mx-auto grid max-w-md gap-3 rounded-card border border-line-strong bg-paper-raised p-4 shadow-card"
      >
        <div>
          <p className="font-bold">{title}</p>
          <p className="text-note text-ink-soft">{words}</p>
        </div>
        <div className="flex flex-wrap gap-2">{children}</div>
      </section>
    </div>
  )
}

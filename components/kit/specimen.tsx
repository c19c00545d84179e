import type { ReactNode } from 'react'

/** One thing in both themes side by side, under its name. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-1">
      <h3 className="text-note font-semibold text-ink-soft">{name}</h3>
      <div className="grid grid-cols-1 overflow-hidden rounded-card border border-line md:grid-cols-2">
        {(['light', 'dark'] as const).map((theme) => (
          <div key={theme} className={`kit-${theme} bg-paper text-ink`}>
            <div className="grid grid-cols-1 content-start gap-3 p-4">{children}</div>
          </div>
        ))}
      </div>
    </div>
  )
}

export function Shelf({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-6">
      <h2 className="poster border-t-[3px] border-ink pt-3 text-heading">{title}</h2>
      {children}
    </section>
  )
}

/** Things beside each other, wrapping. */
export function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>
}

import type { ReactNode } from 'react'

type Props = {
  id: string
  title: string
  badge?: ReactNode
  meaning: string
  detail: ReactNode
  button: ReactNode
}

/** One thing that is not as it should be: what it is, what it means, the figures, and the button that mends it. */
export function TroubleRow({ id, title, badge, meaning, detail, button }: Props) {
  return (
    <li className="grid gap-3 p-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:gap-6 sm:px-6">
      <div className="grid gap-1">
        <h3 id={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 font-bold">
          {title} {badge}
        </h3>
        <p>{meaning}</p>
        <p className="figures text-note wrap-anywhere text-ink-soft">{detail}</p>
      </div>
      {button}
    </li>
  )
}

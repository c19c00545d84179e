import type { ReactNode } from 'react'

type Props = {
  as?: 'div' | 'article' | 'section' | 'li'
  className?: string
  children: ReactNode
  labelledBy?: string
}

/** A raised sheet of paper. It has no padding of its own, so that pictures can run to its edges. */
export function Card({ as: Element = 'div', className = '', children, labelledBy }: Props) {
  return (
    <Element
      aria-labelledby={labelledBy}
      className={`overflow-hidden rounded-card border border-line bg-paper-raised ${className}`}
    >
      {children}
    </Element>
  )
}

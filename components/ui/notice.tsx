import type { ReactNode } from 'react'

export type NoticeTone = 'plain' | 'yours' | 'held' | 'alert'

const TONES: Record<NoticeTone, string> = {
  plain: 'bg-paper-sunk text-ink',
  yours: 'bg-yours-wash text-yours',
  held: 'bg-held-wash text-held-ink',
  alert: 'bg-alert-wash text-alert',
}

type Props = { tone?: NoticeTone; title?: string; children?: ReactNode; isUrgent?: boolean }

/** A sentence the person should read now, announced when it appears. It says what happened and what to do. */
export function Notice({ tone = 'plain', title, children, isUrgent = false }: Props) {
  return (
    <div role={isUrgent ? 'alert' : 'status'} className={`rounded-card px-4 py-3 text-body ${TONES[tone]}`}>
      {title ? <p className="font-bold">{title}</p> : null}
      {children}
    </div>
  )
}

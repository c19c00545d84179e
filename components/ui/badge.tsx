import type { ReactNode } from 'react'

export type BadgeTone = 'ink' | 'paper' | 'yours' | 'held' | 'alert'

const TONES: Record<BadgeTone, string> = {
  ink: 'bg-ink text-paper',
  paper: 'border border-line-strong bg-paper-raised text-ink',
  yours: 'bg-yours-wash text-yours',
  held: 'bg-held-wash text-held-ink',
  alert: 'bg-alert-wash text-alert',
}

/** A word or two about the state of the thing beside it. Its colour repeats the word, never replaces it. */
export function Badge({ tone = 'paper', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={`figures inline-flex min-h-6 items-center gap-1.5 rounded-full px-2.5 text-note font-semibold ${TONES[tone]}`}
    >
      {children}
    </span>
  )
}

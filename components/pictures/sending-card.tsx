'use client'

import { Button } from '#components/ui/button.tsx'

export type Sending = { key: string; file: File; name: string; part: number; problem: string | null }
type Props = { sending: Sending; onAgain: () => void; onForget: () => void }

/** A picture that is on its way, or did not get there: then why, and what to do. */
export function SendingCard({ sending: { name, part, problem }, onAgain, onForget }: Props) {
  return (
    <li className={`grid gap-2 rounded-card border p-3 ${problem ? 'border-alert' : 'border-line'}`}>
      <p className="truncate text-note font-semibold">{name}</p>
      {problem ? (
        <>
          <p role="alert" className="text-note font-semibold text-alert">
            {problem}
          </p>
          <div className="flex gap-2">
            <Button onClick={onAgain}>Try again</Button>
            <Button tone="plain" onClick={onForget}>
              Leave it
            </Button>
          </div>
        </>
      ) : (
        <progress value={part} max={1} aria-label={`Sending ${name}`} className="h-2 w-full accent-ink" />
      )}
    </li>
  )
}

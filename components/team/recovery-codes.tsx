'use client'

import { Button } from '#components/ui/button.tsx'

type Props = { codes: readonly string[]; onSaved: () => void }

/** Ten codes, shown this once: to be kept where the phone is not. */
export function RecoveryCodes({ codes, onSaved }: Props) {
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Recovery codes for Stampede\nEach works once, instead of a lost authenticator app.\n\n${codes.join('\n')}\n`)}`
  return (
    <div className="grid gap-4">
      <p>
        <strong>Keep these where your phone is not.</strong> If you lose the phone with your app, one of them
        lets you set up another. They are shown only now.
      </p>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-card bg-paper-sunk p-4 font-mono min-[22rem]:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="figures whitespace-nowrap text-note">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <a
          href={file}
          download="stampede-recovery-codes.txt"
          className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
        >
          Download
        </a>
        <Button tone="plain" onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <Button tone="hot" size="large" onClick={onSaved}>
        I have kept them: go on
      </Button>
    </div>
  )
}

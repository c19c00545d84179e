'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

type Props = { picture: string; secret: string; uri: string }

/** What an authenticator app needs: a picture for its camera, and the same in letters for an app on this very phone. */
export function SetUpApp({ picture, secret, uri }: Props) {
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="grid gap-4">
      <ol className="grid list-decimal gap-1 ps-5">
        <li>Open an authenticator app: 1Password, Google Authenticator, Apple Passwords or another.</li>
        <li>Let it read this picture, or type in the letters below it.</li>
        <li>Type the six digits that it then shows.</li>
      </ol>
      {/* biome-ignore lint/performance/noImgElement: drawn for this person a moment ago, nothing to resize or cache */}
      <img
        src={picture}
        alt="For the camera of your authenticator app; the letters below say the same"
        width={192}
        height={192}
        className="justify-self-center rounded-card bg-[#fff] p-2"
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="min-w-0 break-all font-mono text-note">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        <Button
          tone="plain"
          className="-ms-5"
          onClick={() =>
            navigator.clipboard.writeText(secret).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {isCopied ? 'Copied' : 'Copy the letters'}
        </Button>
        <a
          href={uri}
          className="inline-flex min-h-12 items-center font-semibold underline underline-offset-4"
        >
          Open an app on this phone
        </a>
      </div>
    </div>
  )
}

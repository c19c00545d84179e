'use client'

import { NothingHere } from '#components/layout/nothing-here.tsx'
import { Button } from '#components/ui/button.tsx'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** Something broke on our side. What is in the bag is in the database and not in this page, so it says so. */
export default function ErrorPage({ error, reset }: Props) {
  return (
    <NothingHere
      title="Our mistake"
      words={`Something broke on our side and was written down${error.digest ? ` (${error.digest})` : ''}. What you hold is safe. Try again in a moment.`}
    >
      <Button tone="ink" size="large" onClick={reset}>
        Try again
      </Button>
    </NothingHere>
  )
}

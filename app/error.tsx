'use client'

import { NothingHere } from '#components/layout/nothing-here.tsx'
import { Button } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** Something broke on our side. What is in the bag is in the database and not in this page, so it says so. */
export default function ErrorPage({ error, reset }: Props) {
  const t = useText('errors')
  return (
    <NothingHere title={t('ourMistake')} words={t('broke', { digest: error.digest ?? 'none' })}>
      <Button tone="ink" size="large" onClick={reset}>
        {t('tryAgain')}
      </Button>
    </NothingHere>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Toast } from '#components/ui/toast.tsx'
import { useText } from '#lib/languages/text.ts'
import { ifNobodyPays, untilNobodyPays } from '#lib/worker/nobody-pays.ts'
import { activate, onNewVersion } from '#lib/worker/register-worker.ts'

type Step = 'offered' | 'updating' | 'paying'

/** Offers a new version once nobody pays in any tab. Only this tab is loaded again, and only because it was tapped. */
export function UpdateToast({ registration }: { registration: ServiceWorkerRegistration }) {
  const t = useText('install')
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null)
  const [step, setStep] = useState<Step>('offered')

  useEffect(
    () =>
      onNewVersion(registration, (found) => {
        void untilNobodyPays(navigator.locks).then(() => setWaiting(found))
      }),
    [registration],
  )

  const update = async (found: ServiceWorker) => {
    setStep('updating')
    // Asked once more: until the exchange is done somebody may have begun to pay, in this tab too.
    const isDone =
      (await activate(found)) && (await ifNobodyPays(navigator.locks, async () => location.reload()))
    if (!isDone) setStep('paying')
  }

  if (!waiting) return null
  const isPaying = step === 'paying'
  return (
    <Toast
      title={isPaying ? t('paying') : t('newVersion')}
      words={isPaying ? t('payingDetail') : t('newVersionDetail')}
    >
      <Button tone="ink" disabled={step === 'updating'} onClick={() => void update(waiting)}>
        {step === 'updating' ? t('updating') : t('update')}
      </Button>
      <Button tone="plain" onClick={() => setWaiting(null)}>
        {t('later')}
      </Button>
    </Toast>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { IosSteps } from '#components/install/ios-steps.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { isIos } from '#lib/install/device.ts'
import { useText } from '#lib/languages/text.ts'
import type { MessageKey } from '#lib/languages/translator.ts'
import { readPushState, turnOffPush, turnOnPush } from '#lib/push/device-push.ts'
import type { Notifications } from '#lib/push/notifications.ts'
import type { PushState } from '#lib/push/push-state.ts'

type Props = { publicKey: string | null; onSettings: (settings: Notifications['settings']) => void }

const WORDS: Record<PushState, MessageKey<'remind'>> = {
  on: 'stateOn',
  allowed: 'stateOff',
  ask: 'stateOff',
  denied: 'stateDenied',
  needs_install: 'stateNeedsInstall',
  unsupported: 'stateUnsupported',
}

/** Whether this device gets messages, and the button that changes it where a button can. */
export function ThisDevice({ publicKey, onSettings }: Props) {
  const t = useText('remind')
  const [state, setState] = useState<PushState | null>(null)
  const [isWorking, setIsWorking] = useState(false)
  const [hasFailed, setHasFailed] = useState(false)

  useEffect(() => void readPushState(publicKey).then(setState), [publicKey])

  const change = async (work: () => Promise<boolean>) => {
    setIsWorking(true)
    setHasFailed(!(await work()))
    setState(await readPushState(publicKey))
    setIsWorking(false)
  }
  const turnOn = async () => {
    if (publicKey === null) return false
    const answer = await turnOnPush(publicKey, t.language, [])
    if (answer.ok) onSettings(answer.data.settings)
    // A no is an answer, and the state says it.
    return answer.ok || answer.code === 'denied' || answer.code === 'ask'
  }

  return (
    <section aria-labelledby="this-device" className="grid justify-items-start gap-4">
      <h2 id="this-device" className="poster text-heading">
        {t('onThisDevice')}
      </h2>
      {state === null ? <Skeleton className="h-12 w-full" /> : <p role="status">{t(WORDS[state])}</p>}
      {state === 'denied' ? (
        <p className="text-ink-soft">{isIos(navigator) ? t('deniedHowIos') : t('deniedHow')}</p>
      ) : null}
      {state === 'needs_install' ? <IosSteps /> : null}
      {state === 'ask' || state === 'allowed' ? (
        <Button tone="ink" disabled={isWorking} onClick={() => void change(turnOn)}>
          {isWorking ? t('working') : t('turnOn')}
        </Button>
      ) : null}
      {state === 'on' ? (
        <Button disabled={isWorking} onClick={() => void change(() => turnOffPush().then(() => true))}>
          {t('turnOff')}
        </Button>
      ) : null}
      {hasFailed ? (
        <Notice tone="alert" isUrgent>
          {t('failed')}
        </Notice>
      ) : null}
    </section>
  )
}

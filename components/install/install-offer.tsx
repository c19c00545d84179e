'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Toast } from '#components/ui/toast.tsx'
import { isInstalled, isIos } from '#lib/install/device.ts'
import { askToInstall, hasInstallPrompt, onInstallPrompt } from '#lib/install/install-prompt.ts'
import {
  afterVisit,
  GOOD_MOMENT,
  isGoodMoment,
  keepInstallMemory,
  readInstallMemory,
} from '#lib/install/offer.ts'
import { useText } from '#lib/languages/text.ts'
import { IosSteps } from './ios-steps.tsx'

/** Offers the home screen at a good moment (lib/install/offer.ts), where this browser can be put there. Nothing once it is. */
export function InstallOffer() {
  const t = useText('install')
  const [isOffered, setIsOffered] = useState(false)
  const [isExplained, setIsExplained] = useState(false)

  useEffect(() => {
    const memory = afterVisit(readInstallMemory(), Date.now())
    keepInstallMemory({ ...memory, isInstalled: memory.isInstalled || isInstalled() })
    const look = () => {
      const canBe = hasInstallPrompt() || isIos(navigator)
      // Where one claims or pays nothing is offered: there the thumb has something better to do.
      const isBusy = document.querySelector('[data-bottom-bar]') !== null && !hasReminderJustBeenSet()
      setIsOffered(canBe && !isBusy && isGoodMoment(readInstallMemory(), Date.now()))
    }
    const installed = () => {
      keepInstallMemory({ ...readInstallMemory(), isInstalled: true })
      setIsOffered(false)
    }
    look()
    window.addEventListener(GOOD_MOMENT, look)
    window.addEventListener('appinstalled', installed)
    const stop = onInstallPrompt(look)
    return () => {
      window.removeEventListener(GOOD_MOMENT, look)
      window.removeEventListener('appinstalled', installed)
      stop()
    }
  }, [])

  const dismiss = () => {
    keepInstallMemory({ ...readInstallMemory(), dismissedAtMs: Date.now() })
    setIsOffered(false)
    setIsExplained(false)
  }
  const install = async () => {
    if (!hasInstallPrompt()) return setIsExplained(true)
    if (await askToInstall()) setIsOffered(false)
    else dismiss()
  }

  if (!isOffered) return null
  return (
    <>
      <Toast title={t('offer')} words={t('offerDetail')}>
        <Button tone="ink" onClick={() => void install()}>
          {hasInstallPrompt() ? t('install') : t('show')}
        </Button>
        <Button tone="plain" onClick={dismiss}>
          {t('notNow')}
        </Button>
      </Toast>
      <Dialog isOpen={isExplained} onClose={dismiss} title={t('iosTitle')}>
        <IosSteps />
        <Button tone="ink" size="large" onClick={dismiss}>
          {t('understood')}
        </Button>
      </Dialog>
    </>
  )
}

/** Within the last half minute: the sale is not open then, and its page has nothing to tap yet. */
function hasReminderJustBeenSet(): boolean {
  const { momentAtMs } = readInstallMemory()
  return momentAtMs !== null && Date.now() - momentAtMs < 30_000
}

'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { signOutShopper } from '#lib/accounts/account-actions.ts'
import { useBag } from '#lib/claims/use-bag.ts'
import { useText } from '#lib/languages/text.ts'
import { clearDevice } from './clear-device.ts'

type Scope = 'local' | 'global'

/** Ends the session here, or everywhere. While something is held it asks first: this phone will not show it any more. */
export function SignOut() {
  const t = useText('account')
  const units = useBag().reduce((sum, claim) => sum + claim.quantity, 0)
  const [asking, setAsking] = useState<Scope | null>(null)
  const [isLeaving, setIsLeaving] = useState(false)

  const leave = async (scope: Scope) => {
    setIsLeaving(true)
    try {
      await signOutShopper(scope)
    } catch {
      // No network: the session stays, and so does what is kept. The button can be pressed again.
      setIsLeaving(false)
      return
    }
    await clearDevice()
    window.location.assign('/api/me/arrived?next=/')
  }
  const press = (scope: Scope) => (units > 0 || scope === 'global' ? setAsking(scope) : void leave(scope))

  return (
    <section aria-label={t('signOut')} className="grid gap-2 border-t border-line pt-6 sm:grid-cols-2">
      <Button disabled={isLeaving} onClick={() => press('local')}>
        {t('signOut')}
      </Button>
      <Button disabled={isLeaving} onClick={() => press('global')}>
        {t('signOutEverywhere')}
      </Button>
      <Dialog isOpen={asking !== null} onClose={() => setAsking(null)} title={t('signOutTitle')}>
        {units > 0 ? <p>{t('signOutHeld', { units })}</p> : null}
        {asking === 'global' ? <p>{t('signOutGlobal')}</p> : null}
        <Button tone="hot" size="large" disabled={isLeaving} onClick={() => asking && void leave(asking)}>
          {t(isLeaving ? 'signingOut' : asking === 'global' ? 'signOutEverywhere' : 'signOut')}
        </Button>
        <Button onClick={() => setAsking(null)} disabled={isLeaving}>
          {t('stay')}
        </Button>
      </Dialog>
    </section>
  )
}

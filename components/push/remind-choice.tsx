'use client'

import { IosSteps } from '#components/install/ios-steps.tsx'
import { Button } from '#components/ui/button.tsx'
import { isIos } from '#lib/install/device.ts'
import { useText } from '#lib/languages/text.ts'
import { CalendarLink } from './calendar-link.tsx'
import type { RemindProps } from './remind-sheet.tsx'
import type { Remind, RemindStep } from './use-remind.ts'

type Props = { sale: RemindProps['sale']; step: Extract<RemindStep, { name: 'choose' }>; remind: Remind }

/** What can be done on this device: ask the browser, put the shop on the home screen, undo a no, or another way. */
export function RemindChoice({ sale, step, remind }: Props) {
  const t = useText('remind')
  const { state, email, isClosed } = step
  const canAsk = state === 'ask' || state === 'allowed'
  return (
    <>
      {canAsk ? (
        <>
          <p>{t('ask')}</p>
          {state === 'ask' ? (
            <p className={isClosed ? 'font-semibold text-held-ink' : 'text-note text-ink-soft'}>
              {isClosed ? t('askAgain') : t('askNext')}
            </p>
          ) : null}
          <Button tone="hot" size="large" onClick={remind.turnOn}>
            {t('yes')}
          </Button>
        </>
      ) : null}
      {state === 'needs_install' ? (
        <>
          <p>{t('needsInstall')}</p>
          <IosSteps />
        </>
      ) : null}
      {state === 'denied' ? (
        <>
          <p>{t('denied')}</p>
          <p className="text-ink-soft">{isIos(navigator) ? t('deniedHowIos') : t('deniedHow')}</p>
          <Button tone="ink" size="large" onClick={remind.retry}>
            {t('tryAgain')}
          </Button>
        </>
      ) : null}
      {state === 'unsupported' ? <p>{t('unsupported')}</p> : null}
      {!canAsk && email !== null ? <Button onClick={remind.setOnly}>{t('mail', { email })}</Button> : null}
      <CalendarLink
        slug={sale.slug}
        words={state === 'unsupported' ? t('calendar') : t('calendarInstead')}
        isFirst={state === 'unsupported'}
      />
    </>
  )
}

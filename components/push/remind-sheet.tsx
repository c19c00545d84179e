'use client'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useText } from '#lib/languages/text.ts'
import type { MessageKey } from '#lib/languages/translator.ts'
import type { Reach } from '#lib/push/notifications.ts'
import { CalendarLink } from './calendar-link.tsx'
import { RemindChoice } from './remind-choice.tsx'
import { type Remind, useRemind } from './use-remind.ts'

export type RemindProps = { sale: { id: string; slug: string }; onClose: () => void }

/** Our own question before the browser's, and what became of it. Loaded by the tap on Remind me. */
export function RemindSheet({ sale, onClose }: RemindProps) {
  const t = useText('remind')
  const remind = useRemind(sale, onClose)
  const { step } = remind
  return (
    <Dialog isOpen onClose={onClose} title={t('title')}>
      <div role="status" className="grid min-h-40 content-start gap-4">
        {step.name === 'working' ? <Working words={t('working')} /> : null}
        {step.name === 'choose' ? <RemindChoice sale={sale} step={step} remind={remind} /> : null}
        {step.name === 'set' ? <WhenSet sale={sale} remind={remind} {...step} /> : null}
        {step.name === 'failed' ? <WhenFailed sale={sale} remind={remind} code={step.code} /> : null}
      </div>
      <Button tone="plain" onClick={onClose}>
        {t('close')}
      </Button>
    </Dialog>
  )
}

function Working({ words }: { words: string }) {
  return (
    <>
      <p className="sr-only">{words}</p>
      <Skeleton className="h-12" />
      <Skeleton className="h-14" />
    </>
  )
}

type PartProps = { sale: RemindProps['sale']; remind: Remind }
type SetProps = PartProps & { reach: Reach; email: string | null }

function WhenSet({ sale, remind, reach, email }: SetProps) {
  const t = useText('remind')
  return (
    <>
      <Notice tone={reach === 'nothing' ? 'held' : 'yours'}>
        {reach === 'push' ? t('setPush') : null}
        {reach === 'mail' ? t('setMail', { email: email ?? '' }) : null}
        {reach === 'nothing' ? t('setNothing') : null}
      </Notice>
      <CalendarLink slug={sale.slug} words={t('calendar')} isFirst={reach === 'nothing'} />
      <Button onClick={remind.stop}>{t('stop')}</Button>
    </>
  )
}

const FAILURES: Record<string, MessageKey<'remind'>> = {
  slow_down: 'slowDown',
  already_open: 'alreadyOpen',
  closed: 'saleClosed',
  unknown_sale: 'saleClosed',
}

function WhenFailed({ sale, remind, code }: PartProps & { code: string }) {
  const t = useText('remind')
  const isFinal = code === 'closed' || code === 'unknown_sale' || code === 'already_open'
  return (
    <>
      <Notice tone="alert" isUrgent>
        {t(FAILURES[code] ?? 'failed')}
      </Notice>
      {isFinal ? null : (
        <>
          <Button tone="ink" size="large" onClick={remind.retry}>
            {t('tryAgain')}
          </Button>
          <CalendarLink slug={sale.slug} words={t('calendarInstead')} />
        </>
      )}
    </>
  )
}

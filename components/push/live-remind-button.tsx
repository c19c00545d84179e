'use client'

import { type ComponentType, type MouseEvent, useCallback, useEffect, useState } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'
import { hasReminder, onReminders } from '#lib/push/kept-reminders.ts'
import type { RemindProps } from './remind-sheet.tsx'

type Step = 'closed' | 'opening' | 'open' | 'failed'

type Props = Pick<RemindProps, 'sale'> & { isTapped: boolean }

/** Says whether the reminder is set, and opens the sheet, which is loaded by the tap. `isTapped`: the tap was quicker than this. */
export function LiveRemindButton({ sale, isTapped }: Props) {
  const t = useText('remind')
  const [step, setStep] = useState<Step>('closed')
  const [isSet, setIsSet] = useState(false)
  const [Sheet, setSheet] = useState<ComponentType<RemindProps> | null>(null)

  useEffect(() => {
    const look = () => setIsSet(hasReminder(sale.id))
    look()
    return onReminders(look)
  }, [sale.id])

  const load = useCallback(() => {
    setStep('opening')
    import('./remind-sheet.tsx').then(
      (loaded) => {
        setSheet(() => loaded.RemindSheet)
        setStep('open')
      },
      () => setStep('failed'),
    )
  }, [])

  useEffect(() => {
    if (isTapped) load()
  }, [isTapped, load])

  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    load()
  }

  return (
    <>
      <a
        href={`/sales/${sale.slug}/calendar.ics`}
        aria-haspopup="dialog"
        className={buttonClass('quiet')}
        onClick={open}
      >
        {isSet ? <BellSign /> : null}
        <span aria-live="polite">
          {step === 'opening'
            ? t('opening')
            : step === 'failed'
              ? t('noLoad')
              : isSet
                ? t('reminded')
                : t('remindMe')}
        </span>
      </a>
      {Sheet && step === 'open' ? <Sheet sale={sale} onClose={() => setStep('closed')} /> : null}
    </>
  )
}

function BellSign() {
  return (
    <svg viewBox="0 0 20 20" className="size-5" fill="currentColor" aria-hidden="true">
      <path d="M3.5 14.5h13c-1.6-1.4-2.2-3-2.2-6.2a4.3 4.3 0 0 0-8.6 0c0 3.2-.6 4.8-2.2 6.2zM8 16h4a2 2 0 0 1-4 0z" />
    </svg>
  )
}

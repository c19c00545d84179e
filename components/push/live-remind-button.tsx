'use client'

import {
  type ComponentType,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Button } from '#components/ui/button.tsx'
import { useText } from '#lib/languages/text.ts'
import { deleteReminder } from '#lib/push/calls.ts'
import { dropReminder, hasReminder, onReminders } from '#lib/push/kept-reminders.ts'
import { RemindLink } from './remind-link.tsx'
import type { RemindProps } from './remind-sheet.tsx'

type Step = 'closed' | 'opening' | 'open' | 'failed'

type Props = Pick<RemindProps, 'sale'> & { isTapped: boolean; next?: ReactNode }

/** Says whether the reminder is set, and opens the sheet, which is loaded by the tap. `isTapped`: the tap was quicker than this. */
export function LiveRemindButton({ sale, isTapped, next }: Props) {
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

  const link = useRef<HTMLAnchorElement>(null)
  const [isUndoing, setIsUndoing] = useState(false)
  const undo = async () => {
    setIsUndoing(true)
    const answer = await deleteReminder(sale.id)
    setIsUndoing(false)
    // Without a session there is nothing to be reminded of either. Where it was not heard, the sheet says so and tries again.
    if (answer.ok || answer.code === 'unauthenticated') dropReminder(sale.id)
    else return load()
    // The button that had the focus is gone.
    link.current?.focus({ preventScroll: true })
  }

  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    load()
  }

  return (
    <>
      <RemindLink ref={link} slug={sale.slug} next={next} isSet={isSet} aria-haspopup="dialog" onClick={open}>
        {isSet ? <BellSign isCramped={next !== undefined} /> : null}
        <span aria-live="polite">
          {step === 'opening'
            ? t('opening')
            : step === 'failed'
              ? t('noLoad')
              : isSet
                ? t('reminded')
                : t('remindMe')}
        </span>
      </RemindLink>
      {next && isSet && step !== 'open' ? (
        <Button size="large" className="px-4! text-body!" disabled={isUndoing} onClick={() => void undo()}>
          {t('undo')}
        </Button>
      ) : null}
      {Sheet && step === 'open' ? <Sheet sale={sale} onClose={() => setStep('closed')} /> : null}
    </>
  )
}

function BellSign({ isCramped }: { isCramped: boolean }) {
  return (
    <svg
      viewBox="0 0 20 20"
      className={`size-5 shrink-0 ${isCramped ? 'max-[24rem]:hidden' : ''}`}
      fill="currentColor"
      aria-hidden="true"
    >
      <path d="M3.5 14.5h13c-1.6-1.4-2.2-3-2.2-6.2a4.3 4.3 0 0 0-8.6 0c0 3.2-.6 4.8-2.2 6.2zM8 16h4a2 2 0 0 1-4 0z" />
    </svg>
  )
}

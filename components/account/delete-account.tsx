'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { deleteAccount } from '#lib/accounts/account-actions.ts'
import { useText } from '#lib/languages/text.ts'
import { clearDevice } from './clear-device.ts'

/** Ends the account. What happens stands above the button, and the e-mail is typed, so that nobody does it by a slip. */
export function DeleteAccount({ email }: { email: string | null }) {
  const t = useText('account')
  const [step, setStep] = useState<'still' | 'busy'>('still')
  const [problem, setProblem] = useState<string | null>(null)

  const remove = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('email') ?? '')
    setStep('busy')
    const answer = await deleteAccount(typed)
    if (!answer.ok) {
      setProblem(answer.message)
      setStep('still')
      return
    }
    await clearDevice()
    window.location.assign('/api/me/arrived?next=/account/deleted')
  }

  return (
    <form onSubmit={(event) => void remove(event)} className="grid gap-4">
      <ul className="grid list-disc gap-1 ps-5">
        <li>{t('deleteHeld')}</li>
        <li>{t('deletePersonal')}</li>
        <li>{t('deleteOnTheWay')}</li>
        <li>{t('deleteBooks')}</li>
      </ul>
      <Field
        label={t('deleteType')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="off"
        required
        maxLength={254}
        {...(email === null ? {} : { hint: t('deleteHint', { email }) })}
      />
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      <Button type="submit" className="border-alert text-alert" disabled={step === 'busy'}>
        {t(step === 'busy' ? 'deleting' : 'deleteButton')}
      </Button>
    </form>
  )
}

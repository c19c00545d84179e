'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { nameAccount } from '#lib/accounts/account-actions.ts'
import { useText } from '#lib/languages/text.ts'

/** What somebody wants to be called. */
export function NameForm({ name }: { name: string }) {
  const t = useText('account')
  const [answer, setAnswer] = useState<'saving' | { isGood: boolean; words: string } | null>(null)

  const save = async (form: FormData) => {
    setAnswer('saving')
    const result = await nameAccount(String(form.get('name') ?? ''))
    setAnswer({ isGood: result.ok, words: result.ok ? t('saved') : result.message })
  }

  return (
    <form
      className="grid gap-3 border-t border-line pt-6"
      onSubmit={(event) => {
        event.preventDefault()
        void save(new FormData(event.currentTarget))
      }}
    >
      <Field
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={120}
        defaultValue={name}
        hint={t('nameHint')}
      />
      {answer && answer !== 'saving' ? (
        <Notice tone={answer.isGood ? 'yours' : 'alert'} isUrgent={!answer.isGood}>
          {answer.words}
        </Notice>
      ) : null}
      <Button type="submit" className="justify-self-start" disabled={answer === 'saving'}>
        {t(answer === 'saving' ? 'saving' : 'saveName')}
      </Button>
    </form>
  )
}

'use client'

import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { signIn } from '#lib/accounts/actions.ts'
import { useText } from '#lib/languages/text.ts'

/** E-mail and password. Works before the page is interactive too: it is a plain form posting to a server action. */
export function SignInForm({ next }: { next: string }) {
  const t = useText('signIn')
  const [answer, send, isPending] = useActionState(signIn, null)
  return (
    <form action={send} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      <Field
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        required
        maxLength={254}
        defaultValue={answer?.email ?? ''}
      />
      <Field
        label={t('password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      {answer && !isPending ? (
        <Notice tone="alert" isUrgent>
          {answer.message}
        </Notice>
      ) : null}
      <Button type="submit" tone="hot" size="large" disabled={isPending}>
        {isPending ? t('submitting') : t('submit')}
      </Button>
    </form>
  )
}

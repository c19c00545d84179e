'use client'

import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { useRecoveryCode as spendRecoveryCode } from '#lib/second-factor/actions.ts'

/** One recovery code instead of a lost app; then another app is set up. */
export function RecoveryForm() {
  const [problem, say] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const code = String(new FormData(event.currentTarget).get('code'))
        startSending(async () => {
          const answer = await spendRecoveryCode({ code }).catch(() => null)
          if (answer === null) return say('The shop does not answer. Check the connection and send it again.')
          if (!answer.ok) return say(answer.message)
          window.location.assign('/dashboard/security?lost=1')
        })
      }}
    >
      <Field
        label="Recovery code"
        hint="Like 1a2b-3c4d-5e6f-7a8b"
        name="code"
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={60}
        error={problem}
      />
      <Button type="submit" tone="hot" size="large" disabled={isSending}>
        {isSending ? 'One moment…' : 'Take the lost app away'}
      </Button>
    </form>
  )
}

'use client'

import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { showSecondFactor } from '#lib/second-factor/actions.ts'

type Props = {
  factorId: string
  isSetUp: boolean
  /** What happens next, on the button. */
  button: string
  /** Called with the recovery codes when the app was just set up, else with none. */
  onShown: (recoveryCodes: readonly string[]) => void
}

/** Six digits of an authenticator app. */
export function CodeForm({ factorId, isSetUp, button, onShown }: Props) {
  const [problem, say] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const code = String(new FormData(event.currentTarget).get('code'))
        startSending(async () => {
          const answer = await showSecondFactor({ factorId, code, isSetUp }).catch(() => null)
          if (answer === null) return say('The shop does not answer. Check the connection and send it again.')
          say(answer.ok ? null : answer.message)
          if (answer.ok) onShown(answer.data.recoveryCodes)
        })
      }}
    >
      <Field
        label="Six digits from your app"
        name="code"
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\s*\d{3}\s?\d{3}\s*"
        maxLength={9}
        error={problem}
      />
      <Button type="submit" tone="hot" size="large" disabled={isSending}>
        {isSending ? 'One moment…' : button}
      </Button>
    </form>
  )
}

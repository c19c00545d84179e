'use client'

import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { type Joined, joinByCode, joinTeam, sendJoinCode } from '#lib/team/join-actions.ts'

type Props = { token: string; email: string; isSignedIn: boolean }

/** Says yes to an invitation: at once for who is signed in, else by a code from the mailbox and a password. */
export function JoinForm({ token, email, isSignedIn }: Props) {
  const [hasCode, setHasCode] = useState(false)
  const [problem, say] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  const send = (ask: () => Promise<Joined>, onDone: () => void) =>
    startSending(async () => {
      const answer = await ask().catch(() => null)
      if (answer === null) return say('The shop does not answer. Check the connection and try again.')
      say(answer.ok ? null : answer.message)
      if (answer.ok) onDone()
    })
  const enter = () => window.location.assign('/dashboard')
  const notice = problem ? (
    <Notice tone="alert" isUrgent>
      {problem}
    </Notice>
  ) : null
  if (isSignedIn)
    return (
      <div className="grid gap-4">
        {notice}
        <Button
          tone="hot"
          size="large"
          disabled={isSending}
          onClick={() => send(() => joinTeam({ token }), enter)}
        >
          {isSending ? 'One moment…' : 'Join the team'}
        </Button>
      </div>
    )
  if (!hasCode)
    return (
      <div className="grid gap-4">
        {notice}
        <Button
          tone="hot"
          size="large"
          disabled={isSending}
          onClick={() =>
            send(
              () => sendJoinCode({ token }),
              () => setHasCode(true),
            )
          }
        >
          {isSending ? 'One moment…' : 'Mail me a code'}
        </Button>
        <PageLink
          href={`/sign-in?next=${encodeURIComponent(`/dashboard/join/${token}`)}`}
          className="flex min-h-12 items-center justify-self-start text-ink-soft underline underline-offset-4"
        >
          I have a password already
        </PageLink>
      </div>
    )
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const input = { token, code: String(form.get('code')), password: String(form.get('password')) }
        send(() => joinByCode(input), enter)
      }}
    >
      <p>
        A code is on its way to <strong className="break-words">{email}</strong>.
      </p>
      <Field
        label="Code"
        name="code"
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
      />
      <Field
        label="Choose a password"
        hint="At least eight characters. With it you sign in from now on."
        name="password"
        type="password"
        required
        minLength={8}
        maxLength={72}
        autoComplete="new-password"
      />
      {notice}
      <Button type="submit" tone="hot" size="large" disabled={isSending}>
        {isSending ? 'One moment…' : 'Join the team'}
      </Button>
    </form>
  )
}

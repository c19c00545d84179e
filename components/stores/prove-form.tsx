'use client'

import { useEffect, useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { type Opened, proveOpener, sendOpenerCode } from '#lib/stores/open-actions.ts'

const CODE_ID = 'opener-code'

/** Proves an address by a code that is mailed to it, and sets the password to sign in with. `email`: of who is signed in already. */
export function ProveForm({ email: known }: { email: string | null }) {
  const [email, setEmail] = useState(known ?? '')
  const [hasCode, setHasCode] = useState(false)
  const [problem, say] = useState<string | null>(null)
  const [isSending, startSending] = useTransition()
  useEffect(() => {
    if (hasCode) document.getElementById(CODE_ID)?.focus()
  }, [hasCode])
  const send = (ask: () => Promise<Opened>, onDone: () => void) =>
    startSending(async () => {
      const answer = await ask().catch(() => null)
      if (answer === null) return say('The shop does not answer. Check the connection and try again.')
      say(answer.ok ? null : answer.message)
      if (answer.ok) onDone()
    })
  const mail = (to: string) =>
    send(
      () => sendOpenerCode({ email: to }),
      () => setHasCode(true),
    )
  const notice = problem ? (
    <Notice tone="alert" isUrgent>
      {problem}
    </Notice>
  ) : null
  if (!hasCode)
    return (
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          // From the form: what was typed before this script came is in it.
          const typed = String(new FormData(event.currentTarget).get('email') ?? '')
          setEmail(typed)
          mail(typed)
        }}
      >
        <Field
          label="E-mail"
          name="email"
          type="email"
          inputMode="email"
          defaultValue={email}
          readOnly={known !== null}
          required
          maxLength={254}
          autoComplete="username"
        />
        {notice}
        <Button type="submit" tone="hot" size="large" disabled={isSending}>
          {isSending ? 'One moment…' : 'Mail me a code'}
        </Button>
        {known === null ? (
          <PageLink
            href="/sign-in?next=/dashboard/open-store"
            className="flex min-h-12 items-center justify-self-start text-ink-soft underline underline-offset-4"
          >
            I have a password already
          </PageLink>
        ) : null}
      </form>
    )
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        const given = new FormData(event.currentTarget)
        const [code, password] = [String(given.get('code')), String(given.get('password'))]
        send(
          () => proveOpener({ email, code, password }),
          () => window.location.assign('/dashboard/open-store'),
        )
      }}
    >
      <p>
        A code is on its way to <strong className="break-words">{email}</strong>.
      </p>
      <Field
        id={CODE_ID}
        label="Code"
        name="code"
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
      />
      <Field
        label="Choose a password"
        hint="At least ten characters. With it you sign in to the dashboard from now on."
        name="password"
        type="password"
        required
        minLength={10}
        maxLength={72}
        autoComplete="new-password"
      />
      {notice}
      <Button type="submit" tone="hot" size="large" disabled={isSending}>
        {isSending ? 'One moment…' : 'Go on'}
      </Button>
      <Button
        tone="plain"
        className="justify-self-start px-0!"
        disabled={isSending}
        onClick={() => (known === null ? setHasCode(false) : mail(email))}
      >
        {known === null ? 'Another address, or another code' : 'Mail me another code'}
      </Button>
    </form>
  )
}

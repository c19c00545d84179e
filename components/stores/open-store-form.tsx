'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, SelectField } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useFocusFirstInvalid } from '#components/ui/use-focus-first-invalid.ts'
import type { FieldErrors } from '#lib/actions/result.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'
import { CURRENCIES } from '#lib/stores/currencies.ts'
import { type Opened, openStore } from '#lib/stores/open-actions.ts'
import type { OpenStoreInput } from '#lib/stores/schema.ts'

/** What a store cannot do without; everything else can be said later. */
export function OpenStoreForm({ email }: { email: string }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [isSending, setSending] = useState(false)
  // Made once: sent again, the same store is meant.
  const requestId = useRef('')
  const form = useRef<HTMLFormElement>(null)
  useFocusFirstInvalid(form, errors)
  useEffect(() => {
    requestId.current = newRequestId()
  }, [])

  async function open(given: FormData) {
    setSending(true)
    setProblem(null)
    setErrors({})
    const text = (name: string) => String(given.get(name) ?? '')
    const input: OpenStoreInput = {
      requestId: requestId.current,
      name: text('name'),
      supportEmail: text('supportEmail'),
      currency: text('currency'),
    }
    const lost: Opened = {
      ok: false,
      code: 'failed',
      message: 'There is no connection just now. Try again in a moment: it is not opened twice.',
    }
    const answer = await openStore(input).catch(() => lost)
    if (answer.ok) return window.location.assign('/dashboard')
    setSending(false)
    setProblem(answer.message)
    setErrors(answer.fields ?? {})
  }

  return (
    <form
      ref={form}
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        void open(new FormData(event.currentTarget))
      }}
    >
      <Field
        label="Name of the store"
        hint="As shoppers know you. It stands on every sale and every receipt."
        name="name"
        error={errors.name ?? null}
        required
        maxLength={120}
        autoComplete="organization"
      />
      <Field
        label="Address for questions"
        hint="Shoppers write here, and see it on their order."
        name="supportEmail"
        type="email"
        inputMode="email"
        defaultValue={email}
        error={errors.supportEmail ?? null}
        required
        maxLength={254}
        autoComplete="email"
      />
      <SelectField
        label="Currency"
        hint="What prices are in. It can be changed until the first sale."
        name="currency"
        defaultValue="EUR"
        error={errors.currency ?? null}
        required
      >
        {CURRENCIES.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </SelectField>
      {problem ? (
        <Notice tone="alert" isUrgent>
          {problem}
        </Notice>
      ) : null}
      <Button type="submit" tone="hot" size="large" disabled={isSending}>
        {isSending ? 'One moment…' : 'Open the store'}
      </Button>
    </form>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { removeCannedAnswer, saveCannedAnswer } from '#lib/help/actions.ts'
import { BODY_MAX, TITLE_MAX } from '#lib/help/limits.ts'
import type { CannedAnswer } from '#lib/help/queries.ts'

type Props = { merchantId: string; answer: CannedAnswer; isNew: boolean; onDone: () => void }

/** One canned answer, written or changed. Its id was made when the form opened, so that a second tap saves the same one. */
export function CannedForm({ merchantId, answer, isNew, onDone }: Props) {
  const router = useRouter()
  const [isPending, setIsPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const run = async (call: () => Promise<{ ok: true } | { ok: false; message: string }>) => {
    setIsPending(true)
    const result = await call().catch(() => null)
    setIsPending(false)
    if (!result?.ok) {
      setProblem(result?.message ?? 'The shop does not answer: try again.')
      return
    }
    router.refresh()
    onDone()
  }
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const words = { title: String(form.get('title')), body: String(form.get('body')) }
    void run(() => saveCannedAnswer({ id: answer.id, merchantId, ...words }))
  }

  return (
    <form className="grid gap-4" onSubmit={save}>
      <Field label="Title" name="title" required maxLength={TITLE_MAX} defaultValue={answer.title} />
      <div className="grid gap-1.5">
        <label htmlFor="canned-body" className="text-note font-semibold">
          Answer
        </label>
        <textarea
          id="canned-body"
          name="body"
          required
          maxLength={BODY_MAX}
          rows={6}
          defaultValue={answer.body}
          aria-describedby="canned-hint"
          className="w-full rounded-card border border-line-strong bg-paper px-3.5 py-2.5"
        />
        <p id="canned-hint" className="text-note text-ink-soft">
          {'{name} and {number} are filled in from the order.'}
        </p>
      </div>
      {problem ? (
        <p role="alert" className="text-note font-semibold text-alert">
          {problem}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="ink" aria-disabled={isPending}>
          {isPending ? 'Saving…' : 'Save'}
        </Button>
        <Button onClick={onDone}>Back</Button>
        {isNew ? null : (
          <Button tone="plain" onClick={() => void run(() => removeCannedAnswer({ id: answer.id }))}>
            Remove
          </Button>
        )}
      </div>
    </form>
  )
}

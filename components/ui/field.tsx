import { type InputHTMLAttributes, type SelectHTMLAttributes, useId } from 'react'
import { useText } from '#lib/languages/text.ts'

type Shape = { label: string; hint?: string; error?: string | null }

const BOX =
  'min-h-12 w-full rounded-card border bg-paper-raised px-3.5 text-body text-ink placeholder:text-ink-soft ' +
  'disabled:bg-paper-sunk disabled:text-ink-soft'

export function boxClass(error: string | null | undefined): string {
  return `${BOX} ${error ? 'border-2 border-alert' : 'border-line-strong'}`
}

/** A labelled input. The hint and the error are read out with it; an error says what to do. */
export function Field({ label, hint, error, id, ...rest }: Shape & InputHTMLAttributes<HTMLInputElement>) {
  const ids = useFieldIds(id, hint, error)
  return (
    <div className="grid gap-1.5">
      <FieldLabel htmlFor={ids.input} label={label} isOptional={!rest.required} />
      <input
        id={ids.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
        className={boxClass(error)}
        {...rest}
      />
      <FieldNotes ids={ids} hint={hint} error={error} />
    </div>
  )
}

/** The same for a native `<select>`; its `<option>`s are the children. */
export function SelectField({
  label,
  hint,
  error,
  id,
  ...rest
}: Shape & SelectHTMLAttributes<HTMLSelectElement>) {
  const ids = useFieldIds(id, hint, error)
  return (
    <div className="grid gap-1.5">
      <FieldLabel htmlFor={ids.input} label={label} isOptional={!rest.required} />
      <select
        id={ids.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
        className={boxClass(error)}
        {...rest}
      />
      <FieldNotes ids={ids} hint={hint} error={error} />
    </div>
  )
}

type FieldIds = { input: string; hint: string; error: string; describedBy: string | undefined }

export function useFieldIds(id: string | undefined, hint?: string, error?: string | null): FieldIds {
  const made = useId()
  const input = id ?? made
  const ids = { input, hint: `${input}-hint`, error: `${input}-error` }
  const described = [hint ? ids.hint : '', error ? ids.error : ''].filter(Boolean).join(' ')
  return { ...ids, describedBy: described || undefined }
}

export function FieldLabel({
  htmlFor,
  label,
  isOptional,
}: {
  htmlFor: string
  label: string
  isOptional: boolean
}) {
  const t = useText('ui')
  return (
    <label htmlFor={htmlFor} className="flex justify-between gap-3 text-note font-semibold text-ink">
      {label}
      {isOptional ? <span className="font-normal text-ink-soft">{t('optional')}</span> : null}
    </label>
  )
}

export function FieldNotes({ ids, hint, error }: { ids: FieldIds; hint?: string; error?: string | null }) {
  return (
    <>
      {hint ? (
        <p id={ids.hint} className="text-note text-ink-soft">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={ids.error} role="alert" className="text-note font-semibold text-alert">
          {error}
        </p>
      ) : null}
    </>
  )
}

import type { TextareaHTMLAttributes } from 'react'
import { boxClass, FieldLabel, FieldNotes, useFieldIds } from './field.tsx'

type Props = {
  label: string
  hint?: string
  error?: string | null
} & TextareaHTMLAttributes<HTMLTextAreaElement>

/** A labelled field of several lines; it grows with what is typed. */
export function TextArea({ label, hint, error, id, ...rest }: Props) {
  const ids = useFieldIds(id, hint, error)
  return (
    <div className="grid gap-1.5">
      <FieldLabel htmlFor={ids.input} label={label} isOptional={!rest.required} />
      <textarea
        id={ids.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={ids.describedBy}
        className={`${boxClass(error)} field-sizing-content min-h-28 py-3`}
        {...rest}
      />
      <FieldNotes ids={ids} {...(hint ? { hint } : {})} error={error ?? null} />
    </div>
  )
}

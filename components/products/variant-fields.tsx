'use client'

import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { FieldErrors } from '#lib/actions/result.ts'
import { newRequestId } from '#lib/claims/new-request-id.ts'

type Choice = { id: string; name: string }
type Props = { variants: readonly Choice[]; onChange: (variants: Choice[]) => void; errors: FieldErrors }

const SLIM = 'px-0! disabled:bg-transparent! disabled:text-ink-soft! disabled:no-underline'

/** The choices of a product in the order shoppers see them. One that is called "One size" is not shown as a choice. */
export function VariantFields({ variants, onChange, errors }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const move = (at: number) => {
    const after = [...variants]
    const [moved] = after.splice(at, 1)
    if (moved) after.splice(at - 1, 0, moved)
    onChange(after)
  }
  const add = () => {
    onChange([...variants, { id: newRequestId(), name: '' }])
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector('input')?.focus())
  }
  return (
    <fieldset className="grid gap-3">
      <legend className="text-note font-semibold">Choices</legend>
      <p className="text-note text-ink-soft">
        Sizes, colours: what a shopper picks between. Where there is nothing to pick, leave “One size”.
      </p>
      {errors.variants ? (
        <p role="alert" className="text-note font-semibold text-alert">
          {errors.variants}
        </p>
      ) : null}
      <ol ref={list} className="grid gap-3">
        {variants.map((variant, at) => (
          <li key={variant.id} className="grid gap-1">
            <Field
              label={`Choice ${at + 1}`}
              value={variant.name}
              onChange={(event) =>
                onChange(
                  variants.map((one) => (one.id === variant.id ? { ...one, name: event.target.value } : one)),
                )
              }
              error={errors[`variants.${at}.name`] ?? null}
              required
              maxLength={80}
              autoComplete="off"
            />
            {variants.length > 1 ? (
              <div className="flex gap-4">
                <Button
                  tone="plain"
                  className={SLIM}
                  disabled={at === 0}
                  aria-label={`Move choice ${at + 1} earlier`}
                  onClick={() => move(at)}
                >
                  Earlier
                </Button>
                <Button
                  tone="plain"
                  className={SLIM}
                  aria-label={`Remove choice ${at + 1}`}
                  onClick={() => onChange(variants.filter((one) => one.id !== variant.id))}
                >
                  Remove
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      <Button className="justify-self-start" onClick={add}>
        Add a choice
      </Button>
    </fieldset>
  )
}

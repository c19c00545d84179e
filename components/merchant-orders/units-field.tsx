import { Field } from '#components/ui/field.tsx'

type Props = { label: string; name: string; max: number; initial: number; hint?: string }

/** How many of some units, from none to all of them. */
export function UnitsField({ label, name, max, initial, hint }: Props) {
  return (
    <Field
      label={label}
      hint={hint ?? `0 to ${max}`}
      name={name}
      type="number"
      inputMode="numeric"
      min={0}
      max={max}
      step={1}
      defaultValue={initial}
      required
    />
  )
}

/** The number somebody chose, whatever the field was left with. */
export const unitsIn = (form: FormData, name: string): number => Number(form.get(name) ?? 0)

import { Field } from '#components/ui/field.tsx'

export function ReasonField({ defaultValue }: { defaultValue?: string }) {
  return (
    <Field
      label="Reason"
      hint="Kept in the log of this sale, not shown to shoppers."
      name="reason"
      required
      maxLength={500}
      autoComplete="off"
      defaultValue={defaultValue}
    />
  )
}

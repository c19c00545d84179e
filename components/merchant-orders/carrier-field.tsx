import { useId } from 'react'
import { Field } from '#components/ui/field.tsx'
import { CARRIERS } from '#lib/shipping/carriers.ts'

/** The carrier: one that is known (its parcels can be followed by a link), or any other by its name. */
export function CarrierField() {
  const list = useId()
  return (
    <>
      <Field label="Carrier" name="carrier" list={list} required maxLength={60} autoComplete="off" />
      <datalist id={list}>
        {CARRIERS.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

'use client'

import { type RefObject, useEffect } from 'react'

/** Puts the cursor into the first field that is wrong, once it says so. `errors`: by name of the field, empty when all are right. */
export function useFocusFirstInvalid(
  form: RefObject<HTMLFormElement | null>,
  errors: Readonly<Record<string, unknown>>,
): void {
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form, errors])
}

'use client'

import { CodeForm } from './code-form.tsx'

/** The second half of signing in: the code of the app, then on to where they were going. */
export function SignInCode({ factorId, next }: { factorId: string; next: string }) {
  return (
    <CodeForm
      factorId={factorId}
      isSetUp={false}
      button="Sign in"
      onShown={() => window.location.assign(next)}
    />
  )
}

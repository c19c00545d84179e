'use client'

import { Button } from '#components/ui/button.tsx'

/** The browser's own print, which also writes a PDF. */
export function PrintButton() {
  return (
    <Button tone="plain" className="-mr-4" onClick={() => window.print()}>
      Print or save as PDF
    </Button>
  )
}

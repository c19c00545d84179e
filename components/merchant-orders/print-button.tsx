'use client'

import { Button } from '#components/ui/button.tsx'

export function PrintButton() {
  return (
    <Button tone="hot" onClick={() => window.print()}>
      Print
    </Button>
  )
}

'use client'

import { Button } from './button.tsx'

type Props = { children: string; tone: 'plain' | 'hot'; className?: string }

/** The browser's own print, which also writes a PDF. */
export function PrintButton({ children, tone, className }: Props) {
  return (
    <Button tone={tone} {...(className ? { className } : {})} onClick={() => window.print()}>
      {children}
    </Button>
  )
}

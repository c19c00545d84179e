import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonShape, buttonClass } from './button.tsx'

/** A link that looks like a button. In a file of its own, so that a page with buttons only does not load what links need. */
export function LinkButton({ tone, size, className, ...rest }: ButtonShape & ComponentProps<typeof Link>) {
  return <Link className={buttonClass(tone, size, className)} {...rest} />
}

import type { ComponentProps } from 'react'
import { type ButtonShape, buttonClass } from './button.tsx'
import { PageLink } from './page-link.tsx'

/** A link that looks like a button. In a file of its own, so that a page with buttons only does not load what links need. */
export function LinkButton({
  tone,
  size,
  className,
  ...rest
}: ButtonShape & ComponentProps<typeof PageLink>) {
  return <PageLink className={buttonClass(tone, size, className)} {...rest} />
}

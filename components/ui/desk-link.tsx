import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonShape, buttonClass } from './button.tsx'

type Props = Omit<ComponentProps<'a'>, 'href'> & { href: string }

/**
 * A link from one page of the merchant's desk to another, opened inside the page. Nobody fetches it before it is pressed:
 * fetched ahead, every list would be as many renders of pages most of which are never opened.
 */
export function DeskLink({ href, ...rest }: Props) {
  return <Link href={href} prefetch={false} {...rest} />
}

/** The same, looking like a button. */
export function DeskButton({ tone, size, className, ...rest }: ButtonShape & Props) {
  return <DeskLink className={buttonClass(tone, size, className)} {...rest} />
}
